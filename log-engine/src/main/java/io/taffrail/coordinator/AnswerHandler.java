/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.group.GroupAnswer;

/** Gets the answer to a request. */
@FunctionalInterface
public interface AnswerHandler {
    /**
     * The answer, once. Called by whichever thread brought it about, in the midst of the coordinator's work: it must not
     * block, nor ask the coordinator for anything.
     *
     * @param answer to the request.
     */
    void onAnswer(GroupAnswer answer);
}
