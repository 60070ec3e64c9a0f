/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

/**
 * Gets the answer to a request.
 *
 * @param <A> kind of answers.
 */
@FunctionalInterface
public interface AnswerHandler<A> {
    /**
     * The answer, once. Called by whichever thread brought it about, in the midst of the coordinator's work: it must not
     * block, nor ask the coordinator for anything.
     *
     * @param answer to the request.
     */
    void onAnswer(A answer);
}
