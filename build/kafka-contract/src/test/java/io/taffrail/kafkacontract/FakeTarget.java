/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Answers what a test tells it to: one list of replies for each command. */
final class FakeTarget implements GroupTarget {
    final List<Request> requests = new ArrayList<>();
    long passedMs;

    private final Deque<List<Reply>> replies = new ArrayDeque<>();

    FakeTarget then(final Reply... next) {
        replies.add(List.of(next));
        return this;
    }

    @Override
    public void request(final String client, final Request request) {
        requests.add(request);
    }

    @Override
    public List<Reply> settle() {
        return replies.isEmpty() ? List.of() : replies.remove();
    }

    @Override
    public void advance(final long durationMs) {
        passedMs += durationMs;
    }

    @Override
    public void close() {
        replies.clear();
    }
}
