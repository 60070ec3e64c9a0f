/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

/**
 * A transaction coordinator that scripts are played against. It has the topics and limits of {@link Conditions}; a script finds
 * no transactional ids.
 *
 * <p>Threading: used by one thread.
 */
public interface TransactionTarget extends AutoCloseable {
    /**
     * Ask, and wait for the answer. What the coordinator has to do behind its answer, as writing markers, may take a little
     * time.
     *
     * @param request what is asked.
     * @return the answer.
     */
    ProducerAnswer ask(ProducerRequest request);

    /**
     * Let time pass.
     *
     * @param durationMs how much, in milliseconds, above 0; with 500 or more all markers are written.
     */
    void advance(long durationMs);

    /** Forget everything. */
    @Override
    void close();
}
