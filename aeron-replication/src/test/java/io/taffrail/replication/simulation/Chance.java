/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.function.LongUnaryOperator;

/** All that is left to chance in a simulation; as an operator, the random part of an election timeout. */
interface Chance extends LongUnaryOperator {
    /** Nothing is: no accident happens, what arrives does so at once, elections wait as long as they may. */
    Chance NONE = new Chance() {
        @Override
        public long below(final long bound) {
            return 0;
        }

        @Override
        public boolean oneIn(final int times) {
            return times == 1;
        }

        @Override
        public long applyAsLong(final long bound) {
            return bound - 1;
        }
    };

    /** A number of at least 0 and below a bound. */
    long below(long bound);

    /** True once in so many times; always where that is 1. */
    boolean oneIn(int times);
}
