/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.archive;

import io.taffrail.bench.targets.Target;
import io.taffrail.bench.targets.TargetPlan;
import io.taffrail.bench.targets.TargetProvider;

/** {@code aeron-archive} and {@code aeron-archive-replay}: they differ in what a reader reads. */
public abstract class ArchiveProvider implements TargetProvider {
    private final String name;
    private final String description;
    private final boolean isReplayed;

    ArchiveProvider(final String name, final String description, final boolean isReplayed) {
        this.name = name;
        this.description = description;
        this.isReplayed = isReplayed;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final Target open(final TargetPlan plan) {
        return new ArchiveTarget(plan, isReplayed);
    }

    /** Readers read what is published. */
    public static final class Live extends ArchiveProvider {
        /** For the service loader. */
        public Live() {
            super("aeron-archive", "Aeron IPC, recorded in files while readers read it live; no checksum", false);
        }
    }

    /** Readers read what is recorded. */
    public static final class Replayed extends ArchiveProvider {
        /** For the service loader. */
        public Replayed() {
            super("aeron-archive-replay", "the same, readers follow a replay of the recording", true);
        }
    }
}
