/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.model.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Answers of a coordinator on their way: given at once, held until the records of their step are appended, or deferred until
 * those are committed.
 *
 * <p>Threading: under the shard's monitor.
 *
 * @param <Q> kind of requests.
 * @param <A> kind of answers.
 */
final class Answers<Q, A> {
    private final BiFunction<Q, ErrorCode, A> refusal;
    private final Long2ObjectHashMap<Asked<Q, A>> asked = new Long2ObjectHashMap<>();
    private final List<Held<A>> held = new ArrayList<>();
    private final ArrayDeque<Deferred<A>> deferred = new ArrayDeque<>();
    private long nextToken;

    Answers(final BiFunction<Q, ErrorCode, A> refusal) {
        this.refusal = refusal;
    }

    /** A request whose answer somebody awaits; its token. */
    long await(final Q request, final AnswerHandler<A> handler) {
        final long token = nextToken++;
        asked.put(token, new Asked<>(request, handler));
        return token;
    }

    void give(final long token, final A answer) {
        final Asked<Q, A> waiting = asked.remove(token);
        if (waiting != null) {
            waiting.handler.onAnswer(answer);
        }
    }

    void hold(final long token, final A answer) {
        held.add(new Held<>(token, answer));
    }

    /** The records are appended: what was held waits until the log is committed up to an offset. */
    void defer(final long endOffset) {
        held.forEach(answer -> deferred.add(new Deferred<>(endOffset, answer)));
        held.clear();
    }

    /** Give the answers that waited for the log to be committed up to an offset. */
    void release(final long committed) {
        while (!deferred.isEmpty() && deferred.peek().endOffset <= committed) {
            final Held<A> answer = deferred.poll().answer;
            give(answer.token, answer.answer);
        }
    }

    /** The records of this step were not appended: refuse what depended on them. */
    void refuseHeld(final ErrorCode error) {
        held.forEach(answer -> refuse(answer.token, error));
        held.clear();
    }

    /** Refuse everybody. */
    void refuseAll(final ErrorCode error) {
        refuseHeld(error);
        deferred.clear();
        for (final long token :
                asked.keySet().stream().mapToLong(Long::longValue).toArray()) {
            refuse(token, error);
        }
    }

    private void refuse(final long token, final ErrorCode error) {
        final Asked<Q, A> waiting = asked.get(token);
        if (waiting != null) {
            give(token, refusal.apply(waiting.request, error));
        }
    }

    private record Asked<Q, A>(Q request, AnswerHandler<A> handler) {}

    private record Held<A>(long token, A answer) {}

    private record Deferred<A>(long endOffset, Held<A> answer) {}
}
