/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

/** {@code taffrail} and its variants. */
public abstract class TaffrailProvider implements TargetProvider {
    private final String name;
    private final String description;
    private final SendingForm form;

    TaffrailProvider(final String name, final String description, final SendingForm form) {
        this.name = name;
        this.description = description;
        this.form = form;
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
    public final boolean looksItself() {
        return true;
    }

    @Override
    public final Target open(final TargetPlan plan) {
        return new TaffrailTarget(plan, form);
    }

    /** Single records, copied. */
    public static final class Copying extends TaffrailProvider {
        /** For the service loader. */
        public Copying() {
            super("taffrail", "the engine, single records, copied; kept in files, checksummed", SendingForm.COPIED);
        }
    }

    /** Single records, claimed and written in place. */
    public static final class Claiming extends TaffrailProvider {
        /** For the service loader. */
        public Claiming() {
            super("taffrail-claim", "the engine, single records, written in place", SendingForm.CLAIMED);
        }
    }

    /** Batches of 16 records. */
    public static final class Batching extends TaffrailProvider {
        /** For the service loader. */
        public Batching() {
            super("taffrail-x16", "the engine, batches of 16 records", SendingForm.IN_BATCHES_OF_16);
        }
    }

    /** One publisher for all threads behind a lock. */
    public static final class Locking extends TaffrailProvider {
        /** For the service loader. */
        public Locking() {
            super("taffrail-lock", "the engine, all threads behind one lock", SendingForm.BEHIND_A_LOCK);
        }
    }
}
