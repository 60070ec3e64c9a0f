/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import java.util.List;

/**
 * A coordinator that takes part in the comparison. It starts without groups, with the settings and topics of
 * {@link Conditions}.
 *
 * <p>Threading: used by one thread. Answers may come into being on others; {@link #settle()} hands them over.
 */
public interface GroupTarget extends AutoCloseable {
    /**
     * Send a request, without waiting for its answer. A client may have several requests open at once: an open join does not
     * hold back what the same client sends next.
     *
     * @param client name of the client: also its client id.
     * @param request what it asks.
     */
    void request(String client, Request request);

    /**
     * Wait until no more answers are to be expected while time stands still.
     *
     * @return the answers since the last call, in any order.
     */
    List<Reply> settle();

    /**
     * Let time pass.
     *
     * @param durationMs how much, in milliseconds, above 0.
     */
    void advance(long durationMs);

    /** Forget everything. Open requests stay unanswered. */
    @Override
    void close();
}
