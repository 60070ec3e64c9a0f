/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import io.taffrail.bench.result.Workload;

/**
 * What a worker is told.
 *
 * @param workload to run.
 * @param base     name of the result, a path without an ending.
 * @param round    number of the run.
 * @param command  that the user typed.
 * @param home     folder of the sources, or null.
 */
record Assignment(Workload workload, String base, int round, String command, String home) {}
