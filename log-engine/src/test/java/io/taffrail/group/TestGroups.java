/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A core over a log in memory, for tests that go step by step: what is appended is committed when the test says so. */
final class TestGroups implements GroupOutbox {
    static final int RETENTION_MS = 1_000;
    static final int SESSION_MS = 100;
    static final int MAX_METADATA = 10;

    final TestLog log = new TestLog();
    final List<GroupAnswer> answers = new ArrayList<>();
    private final Map<Long, GroupAnswer> held = new HashMap<>();
    private GroupCore core;
    private int applied;
    private long nowMs;
    private long nextToken;

    TestGroups() {
        restart();
    }

    GroupCore core() {
        return core;
    }

    /** A new core, which knows what the log says. */
    void restart() {
        core = new GroupCore(
                new GroupConfig(1, 10_000, 100, 0, MAX_METADATA, RETENTION_MS),
                metadata -> Set.of(new String(metadata, StandardCharsets.UTF_8)));
        core.time(nowMs, nowMs);
        applied = 0;
        commit();
        core.activate(this);
    }

    /** Ask, and have all committed. */
    GroupAnswer ask(final GroupRequest request) {
        send(request);
        commit();
        return answers.get(answers.size() - 1);
    }

    /** Ask, and leave what that appends uncommitted. */
    void send(final GroupRequest request) {
        core.time(nowMs, nowMs);
        core.handle(request, nextToken++, this);
    }

    void commit() {
        while (applied < log.size()) {
            log.apply(applied++, core, this);
        }
        held.values().forEach(answers::add);
        held.clear();
    }

    void pass(final long ms) {
        nowMs += ms;
        core.time(nowMs, nowMs);
        core.onTime(this);
        commit();
    }

    void expire() {
        core.expireOffsets(this);
        commit();
    }

    void end(final long producerId, final boolean isCommit) {
        log.appendEnd(producerId, isCommit);
        commit();
    }

    ErrorCode commit(final String group, final TopicPartition partition, final long offset) {
        return only(ask(new GroupRequest.Commit(
                group, -1, GroupRequest.Identity.NONE, Map.of(partition, OffsetAndMetadata.of(offset)))));
    }

    ErrorCode commit(final String group, final long producerId, final TopicPartition partition, final long offset) {
        return commit(group, -1, GroupRequest.Identity.NONE, producerId, partition, offset);
    }

    ErrorCode commit(
            final String group,
            final int generation,
            final GroupRequest.Identity member,
            final long producerId,
            final TopicPartition partition,
            final long offset) {
        return only(ask(new GroupRequest.CommitInTransaction(
                group, generation, member, producerId, (short) 0, Map.of(partition, OffsetAndMetadata.of(offset)))));
    }

    /** One member, which has its assignment. */
    GroupAnswer.Joined join(final String group, final String instanceId, final String topic) {
        final GroupAnswer.Joined joined = (GroupAnswer.Joined) ask(joinRequest(group, "", instanceId, topic));
        ask(new GroupRequest.Sync(
                group,
                joined.generation(),
                new GroupRequest.Identity(joined.memberId(), instanceId),
                null,
                null,
                Map.of(joined.memberId(), new byte[] {1})));
        return joined;
    }

    GroupRequest.Join joinRequest(
            final String group, final String memberId, final String instanceId, final String topic) {
        return new GroupRequest.Join(
                group,
                new GroupRequest.Identity(memberId, instanceId),
                "member-" + nextToken,
                "client",
                "host",
                "consumer",
                List.of(new Protocol("range", topic.getBytes(StandardCharsets.UTF_8))),
                SESSION_MS,
                SESSION_MS * 3,
                false);
    }

    /** The offset that is visible, -1 for none. */
    long offset(final String group, final TopicPartition partition) {
        final FetchedOffset fetched = core.committed(group, partition, false);
        return fetched.offset() == null ? -1 : fetched.offset().offset();
    }

    boolean isUnstable(final String group, final TopicPartition partition) {
        return core.committed(group, partition, true).error() == ErrorCode.UNSTABLE_OFFSET_COMMIT;
    }

    private static ErrorCode only(final GroupAnswer answer) {
        final GroupAnswer.Committed committed = (GroupAnswer.Committed) answer;
        return committed.error() == ErrorCode.NONE
                ? committed.partitions().values().iterator().next()
                : committed.error();
    }

    @Override
    public void append(final GroupRecord record) {
        log.append(record);
    }

    @Override
    public void appendInTransaction(final List<GroupRecord> records, final long producerId, final short producerEpoch) {
        log.appendInTransaction(records, producerId);
    }

    @Override
    public void answer(final long token, final GroupAnswer answer) {
        answers.add(answer);
    }

    @Override
    public void answerOnCommit(final long token, final GroupAnswer answer) {
        held.put(token, answer);
    }
}
