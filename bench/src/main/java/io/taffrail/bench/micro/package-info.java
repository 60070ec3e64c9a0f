/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Micro-benchmarks, run by {@code taffrail bench micro}. */
package io.taffrail.bench.micro;
