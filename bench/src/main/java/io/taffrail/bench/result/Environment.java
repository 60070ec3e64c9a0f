/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.result;

/**
 * What a run ran on.
 *
 * @param commit        of the sources, with a plus sign when they were changed; "unknown" without git.
 * @param jdk           version and maker.
 * @param jvmFlags      of the worker.
 * @param cpu           model.
 * @param cores         that the JVM may use.
 * @param memoryBytes   of the machine.
 * @param kernel        name and version.
 * @param fileSystem    type of the one that the files were on.
 * @param handOffNs     a cache line from core to core and back, half of it; the median of what was measured just before.
 * @param loadBefore    average over one minute when the run began.
 * @param loadAfter     when it ended.
 * @param stealPercent  of all cores' time, taken by the host while it was measured.
 * @param othersPercent of all cores' time, used by other programs while it was measured.
 */
public record Environment(
        String commit,
        String jdk,
        String jvmFlags,
        String cpu,
        int cores,
        long memoryBytes,
        String kernel,
        String fileSystem,
        double handOffNs,
        double loadBefore,
        double loadAfter,
        double stealPercent,
        double othersPercent) {}
