/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Runs a workload against a target in a JVM of its own, and says what the run is worth. */
package io.taffrail.bench.rig;
