/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

import java.util.Map;

/**
 * Something that carries values from publishers to readers, set up and ready. Every reader gets every value, in the order
 * in which they were published, from the first one that was published after the target was opened.
 *
 * <p>Threading: opened, asked for senders and receivers, and closed by one thread while no other uses it.
 */
public interface Target extends AutoCloseable {
    /**
     * The sending side for one thread.
     *
     * @param index number of the publisher, from 0.
     * @return for one thread.
     */
    Sender sender(int index);

    /**
     * The receiving side for one thread.
     *
     * @param index number of the reader, from 0.
     * @return for one thread.
     */
    Receiver receiver(int index);

    /**
     * How it was set up: what a report says of it.
     *
     * @return names and values, in the order in which they are to be read.
     */
    Map<String, String> settings();

    /** Ends it; senders and receivers were closed before. What it wrote is deleted by the rig. */
    @Override
    void close();
}
