/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import java.util.List;

/**
 * All that a node says to another in one step.
 *
 * @param from     sender.
 * @param to       receiver.
 * @param messages in the order in which they were sent.
 */
record Packet(int from, int to, List<Message> messages) {
    int link() {
        return from * Bounds.NODES + to;
    }

    Packet permuted(final int[] numbers) {
        return new Packet(numbers[from], numbers[to], messages);
    }

    @Override
    public String toString() {
        return from + " to " + to + " " + messages;
    }
}
