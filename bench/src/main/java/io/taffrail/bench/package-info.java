/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Measures the engine: bursts into a prepared road, sustained runs, service time, rolls, replay, recovery, and JMH
 * micro-benchmarks, each beside a baseline taken in the same run.
 *
 * <p>Start with {@link io.taffrail.bench.BenchMain}. May depend on everything; nothing depends on it.
 */
package io.taffrail.bench;
