/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

import java.util.Map;

/** Does nothing with a value: what the rig and the machine cost by themselves. */
public final class NullTarget implements Target {
    NullTarget() {}

    @Override
    public Sender sender(final int index) {
        return (value, length) -> true;
    }

    @Override
    public Receiver receiver(final int index) {
        throw new UnsupportedOperationException("null carries nothing");
    }

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public void close() {
        // holds nothing
    }

    /** {@code null}. */
    public static final class Provider implements TargetProvider {
        /** For the service loader. */
        public Provider() {
            // nothing to set
        }

        @Override
        public String name() {
            return "null";
        }

        @Override
        public String description() {
            return "nothing: what the rig and the machine cost by themselves";
        }

        @Override
        public boolean hasReaders() {
            return false;
        }

        @Override
        public Target open(final TargetPlan plan) {
            return new NullTarget();
        }
    }
}
