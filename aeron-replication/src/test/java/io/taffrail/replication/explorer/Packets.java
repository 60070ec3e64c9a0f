/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

/** A few packets in a row, by their numbers in a table, packed into a long. */
final class Packets {
    static final int MAX = 4;

    private static final int BITS = 16;
    private static final long MASK = (1 << BITS) - 1;

    private Packets() {}

    static int count(final long packets) {
        return (Long.SIZE - Long.numberOfLeadingZeros(packets) + BITS - 1) / BITS;
    }

    static int at(final long packets, final int index) {
        return (int) (packets >>> index * BITS & MASK) - 1;
    }

    static long with(final long packets, final int packet) {
        return with(packets, count(packets), packet);
    }

    static long with(final long packets, final int index, final int packet) {
        if (packet >= MASK || count(packets) == MAX) {
            throw new IllegalStateException("no room for packet " + packet + " behind " + count(packets));
        }
        final long before = (1L << index * BITS) - 1;
        return packets & before | (packet + 1L) << index * BITS | (packets & ~before) << BITS;
    }

    static long without(final long packets, final int index) {
        final long before = (1L << index * BITS) - 1;
        return packets & before | packets >>> BITS & ~before;
    }
}
