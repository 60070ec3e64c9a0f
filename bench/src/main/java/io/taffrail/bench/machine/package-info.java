/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What is known of the machine, and what others do on it meanwhile. */
package io.taffrail.bench.machine;
