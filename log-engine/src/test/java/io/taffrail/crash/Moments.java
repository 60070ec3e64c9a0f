/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import java.util.BitSet;
import java.util.Random;

/**
 * Which moments of a history to crash at: more often around changes of names, forces and stores to headers, which are few
 * and where most can go wrong, than in the middle of a record.
 */
final class Moments {
    private static final int HEADER = 4096;
    private static final int RARE = 12;

    private Moments() {}

    static BitSet of(final History history, final int number, final Random random) {
        final int events = history.moment();
        final BitSet chosen = new BitSet(events + 1);
        if (number > events) {
            chosen.set(0, events + 1);
            return chosen;
        }
        long sum = 0;
        final long[] upTo = new long[events];
        for (int i = 0; i < events; i++) {
            sum += weight(history.event(i));
            upTo[i] = sum;
        }
        for (int i = 0; i < number; i++) {
            final long drawn = (long) (random.nextDouble() * sum);
            int index = java.util.Arrays.binarySearch(upTo, drawn);
            index = index < 0 ? -index - 1 : index + 1;
            chosen.set(Math.min(events, index + random.nextInt(2)));
        }
        return chosen;
    }

    private static int weight(final Event event) {
        return event instanceof Event.Store store && store.position() >= HEADER ? 1 : RARE;
    }
}
