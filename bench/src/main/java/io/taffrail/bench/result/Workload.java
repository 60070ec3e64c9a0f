/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.result;

import io.taffrail.bench.targets.ReaderLook;
import java.util.Map;

/**
 * What is to be run.
 *
 * @param kind         of run.
 * @param target       name of what is measured.
 * @param valueBytes   of every value, 32 or more.
 * @param publishers   sending threads, 1 or more.
 * @param readers      receiving threads, 0 or more; each receives everything.
 * @param look         how a reader looks again after it found nothing.
 * @param rate         values a second of all publishers together; for latency.
 * @param warmUp       seconds, for bursts rounds, before anything is measured.
 * @param seconds      measured; for latency and sustained runs.
 * @param bursts       measured rounds; for bursts.
 * @param burstBytes   of values in one burst.
 * @param directory    where files go.
 * @param options      of an experiment, by name; none for targets that are compared.
 */
public record Workload(
        Kind kind,
        String target,
        int valueBytes,
        int publishers,
        int readers,
        ReaderLook look,
        int rate,
        int warmUp,
        int seconds,
        int bursts,
        long burstBytes,
        String directory,
        Map<String, String> options) {
    /** Results of earlier versions have no options. */
    public Workload {
        options = options == null ? Map.of() : Map.copyOf(options);
    }

    /**
     * The same for another target.
     *
     * @param name     of it.
     * @param warmUpOf it.
     * @return a workload.
     */
    public Workload of(final String name, final int warmUpOf) {
        return new Workload(
                kind,
                name,
                valueBytes,
                publishers,
                readers,
                look,
                rate,
                warmUpOf,
                seconds,
                bursts,
                burstBytes,
                directory,
                options);
    }

    /**
     * What it is apart from the target: runs of the same scenario may be compared.
     *
     * @return a short line for people, the same for the same scenario.
     */
    public String scenario() {
        final String who = publishers
                + (publishers == 1 ? " publisher, " : " publishers, ")
                + (readers == 0 ? "no reader" : readers + (readers == 1 ? " reader" : " readers"));
        final String size = valueBytes + " B, " + who;
        return switch (kind) {
            case LATENCY -> "latency at " + rate + "/s, " + size;
            case BURST -> "burst, " + size;
            case SUSTAINED -> "sustained, " + size;
            case FAILOVER -> "failover at " + rate + "/s, " + valueBytes + " B";
            case FOLLOWER_STOP -> "a follower stopped at " + rate + "/s, " + valueBytes + " B";
        };
    }
}
