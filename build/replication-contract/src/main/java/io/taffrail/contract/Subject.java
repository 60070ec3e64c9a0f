/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.contract;

import io.taffrail.engine.LogEngine;
import java.util.List;

/** What is under test: engines that have the same topics, of one partition each, and replicate them, or one alone. */
public interface Subject extends AutoCloseable {
    /**
     * The engine to publish to; waits until there is one.
     *
     * @param topic name.
     * @return an engine that is open.
     */
    LogEngine publishing(String topic);

    /**
     * All engines, to read from.
     *
     * @return the one to publish to among them.
     */
    List<LogEngine> all();

    /** Close all engines in order, and open them again over the same directories. */
    void restart();

    @Override
    void close();
}
