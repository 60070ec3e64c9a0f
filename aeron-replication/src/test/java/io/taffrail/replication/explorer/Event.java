/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

/**
 * What happens to one member.
 *
 * @param kind   of event.
 * @param packet that is delivered, else null.
 */
record Event(Kind kind, Packet packet) {
    static Event of(final Kind kind) {
        return new Event(kind, null);
    }

    static Event deliver(final Packet packet) {
        return new Event(Kind.DELIVER, packet);
    }

    Event permuted(final int[] numbers) {
        return packet == null ? this : deliver(packet.permuted(numbers));
    }

    /** Kinds of events. */
    enum Kind {
        /** A packet comes in. */
        DELIVER,
        /** The election timeout passes, the random part and all: followers stand for election, a leader steps down. */
        TIMEOUT,
        /** The election timeout passes, and not the random part: the leader counts as silent. */
        LAPSE,
        /** A leader's next heartbeat is due. */
        HEARTBEAT,
        /** A record is published at a leader. */
        PUBLISH,
        /** The process ends and starts. */
        RESTART,
        /** The machine stops and starts; nothing of the log was forced. */
        LOSE_POWER
    }
}
