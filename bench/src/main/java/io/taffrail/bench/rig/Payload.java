/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** What stands in a value: when it was to be sent, by whom, and as which of theirs. */
final class Payload {
    /** Bytes that a value must have. */
    static final int MIN_BYTES = 32;

    private static final int DUE = 0;
    private static final int NUMBER = 8;
    private static final int PUBLISHER = 16;

    private Payload() {}

    static void write(final MutableDirectBuffer value, final long dueNs, final long number, final int publisher) {
        value.putLong(DUE, dueNs);
        value.putLong(NUMBER, number);
        value.putInt(PUBLISHER, publisher);
    }

    static long dueNs(final DirectBuffer buffer, final int index) {
        return buffer.getLong(index + DUE);
    }

    static long number(final DirectBuffer buffer, final int index) {
        return buffer.getLong(index + NUMBER);
    }

    static int publisher(final DirectBuffer buffer, final int index) {
        return buffer.getInt(index + PUBLISHER);
    }
}
