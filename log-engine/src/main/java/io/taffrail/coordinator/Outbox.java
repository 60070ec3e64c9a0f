/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.group.GroupAnswer;
import io.taffrail.group.GroupOutbox;
import io.taffrail.group.GroupRecord;
import io.taffrail.group.GroupRequest;
import io.taffrail.model.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * What the core leaves to be done: records to append, and answers, which are given at once, held until the records of
 * their step are appended, or deferred until those are committed.
 */
final class Outbox implements GroupOutbox {
    private final List<GroupRecord> records = new ArrayList<>();
    private final Long2ObjectHashMap<Asked> asked = new Long2ObjectHashMap<>();
    private final List<Held> held = new ArrayList<>();
    private final ArrayDeque<Deferred> deferred = new ArrayDeque<>();
    private long nextToken;

    /** A request whose answer somebody awaits; its token. */
    long await(final GroupRequest request, final AnswerHandler handler) {
        final long token = nextToken++;
        asked.put(token, new Asked(request, handler));
        return token;
    }

    @Override
    public void append(final GroupRecord record) {
        records.add(record);
    }

    @Override
    public void answer(final long token, final GroupAnswer answer) {
        final Asked waiting = asked.remove(token);
        if (waiting != null) {
            waiting.handler.onAnswer(answer);
        }
    }

    @Override
    public void answerOnCommit(final long token, final GroupAnswer answer) {
        held.add(new Held(token, answer));
    }

    /** Records to append. */
    List<GroupRecord> records() {
        return records;
    }

    /** The records are appended: what was held waits until the log is committed up to an offset. */
    void defer(final long endOffset) {
        records.clear();
        held.forEach(answer -> deferred.add(new Deferred(endOffset, answer)));
        held.clear();
    }

    /** Give the answers that waited for the log to be committed up to an offset. */
    void release(final long committed) {
        while (!deferred.isEmpty() && deferred.peek().endOffset <= committed) {
            final Held answer = deferred.poll().answer;
            answer(answer.token, answer.answer);
        }
    }

    /** The records of this step were not appended: refuse what depended on them. */
    void refuseHeld(final ErrorCode error) {
        records.clear();
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
        final Asked waiting = asked.get(token);
        if (waiting != null) {
            answer(token, GroupAnswer.refusal(waiting.request, error));
        }
    }

    private record Asked(GroupRequest request, AnswerHandler handler) {}

    private record Held(long token, GroupAnswer answer) {}

    private record Deferred(long endOffset, Held answer) {}
}
