/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

/**
 * Something that is built on an engine and lives as long as it, such as a coordinator: one of its kind for each engine, with
 * a turn in the background. See {@link LogEngine#service}.
 *
 * <p>Threading: {@link #doWork} is called by one thread at a time, the engine's own or the one that calls
 * {@link LogEngine#doWork}; the others by any.
 */
public interface EngineService extends AutoCloseable {
    /**
     * One turn in the background, about every millisecond. May append and wait.
     *
     * @return work done, 0 when there was nothing to do.
     */
    int doWork();

    /**
     * A topic was deleted.
     *
     * @param topic its name; may be created anew at any time.
     */
    void onTopicDeleted(String topic);

    /** The engine is being closed; its logs still take records. Turns have ended. */
    @Override
    void close();
}
