/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.kafkacontract.Answer;
import io.taffrail.kafkacontract.Conditions;
import io.taffrail.kafkacontract.GroupTarget;
import io.taffrail.kafkacontract.Reply;
import io.taffrail.kafkacontract.Request;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Our core as a target of Kafka's transcripts: every record is committed at once, time passes in steps of 1 ms. */
final class CoreTarget implements GroupTarget, GroupOutbox {
    private final GroupCore core = new GroupCore(
            new GroupConfig(
                    Conditions.MIN_SESSION_TIMEOUT_MS,
                    Conditions.MAX_SESSION_TIMEOUT_MS,
                    Conditions.MAX_GROUP_SIZE,
                    Conditions.INITIAL_REBALANCE_DELAY_MS,
                    Conditions.MAX_OFFSET_METADATA_BYTES,
                    1_000_000),
            metadata -> text(metadata).startsWith("!")
                    ? null
                    : Set.of(text(metadata).split("\\+")));
    private final TestLog log = new TestLog();
    private final List<Held> held = new ArrayList<>();
    private final Map<Long, Asked> asked = new LinkedHashMap<>();
    private final List<Reply> replies = new ArrayList<>();
    private final Map<String, Long> producers = new HashMap<>();
    private int committed;
    private long nowMs;
    private long nextToken;
    private long handled;
    private Request handling;

    CoreTarget() {
        core.activate(this);
    }

    @Override
    public void request(final String client, final Request request) {
        core.time(nowMs, nowMs);
        if (request instanceof Request.Describe describe) {
            reply(client, CoreAnswers.described(core.describe(describe.group())));
        } else if (request instanceof Request.ListGroups list) {
            reply(client, CoreAnswers.listed(core.list(), list.states()));
        } else if (request instanceof Request.OffsetFetch fetch) {
            reply(client, fetched(fetch));
        } else if (request instanceof Request.EndTxn end) {
            log.appendEnd(producerOf(end.transaction()), end.isCommit());
            commit();
            reply(client, new Answer.Done("NONE"));
        } else {
            final long token = nextToken++;
            asked.put(token, new Asked(client, request));
            handled = token;
            handling = request;
            core.handle(translated(client, request), token, this);
        }
        commit();
    }

    private GroupRequest translated(final String client, final Request request) {
        if (request instanceof Request.Join join) {
            final List<Protocol> protocols = join.protocols().stream()
                    .map(protocol -> new Protocol(protocol.name(), bytes(protocol.metadata())))
                    .toList();
            final String prefix = join.instanceId() == null ? client : join.instanceId();
            return new GroupRequest.Join(
                    join.group(),
                    new GroupRequest.Identity(join.memberId(), join.instanceId()),
                    prefix + "-" + nextToken,
                    client,
                    "/127.0.0.1",
                    join.protocolType(),
                    protocols,
                    join.sessionTimeoutMs(),
                    join.rebalanceTimeoutMs(),
                    true);
        }
        if (request instanceof Request.Sync sync) {
            final Map<String, byte[]> assignments = new LinkedHashMap<>();
            sync.assignments().forEach(each -> assignments.put(each.memberId(), bytes(each.assignment())));
            return new GroupRequest.Sync(
                    sync.group(),
                    sync.generation(),
                    new GroupRequest.Identity(sync.memberId(), sync.instanceId()),
                    sync.protocolType(),
                    sync.protocolName(),
                    assignments);
        }
        if (request instanceof Request.Heartbeat heartbeat) {
            return new GroupRequest.Heartbeat(
                    heartbeat.group(),
                    heartbeat.generation(),
                    new GroupRequest.Identity(heartbeat.memberId(), heartbeat.instanceId()));
        }
        if (request instanceof Request.Leave leave) {
            return new GroupRequest.Leave(
                    leave.group(),
                    leave.members().stream()
                            .map(member -> new GroupRequest.Identity(member.memberId(), member.instanceId()))
                            .toList());
        }
        return translatedOffsets(request);
    }

    private GroupRequest translatedOffsets(final Request request) {
        if (request instanceof Request.OffsetCommit commit) {
            return new GroupRequest.Commit(
                    commit.group(),
                    commit.generation(),
                    new GroupRequest.Identity(commit.memberId(), commit.instanceId()),
                    offsets(commit.offsets()));
        }
        if (request instanceof Request.TxnOffsetCommit commit) {
            return new GroupRequest.CommitInTransaction(
                    commit.group(),
                    commit.generation(),
                    new GroupRequest.Identity(commit.memberId(), commit.instanceId()),
                    producerOf(commit.transaction()),
                    (short) 0,
                    offsets(commit.offsets()));
        }
        if (request instanceof Request.DeleteGroup delete) {
            return new GroupRequest.Delete(delete.group());
        }
        if (request instanceof Request.OffsetDelete delete) {
            final Set<TopicPartition> partitions = new LinkedHashSet<>();
            delete.partitions().stream().filter(CoreTarget::isKnown).forEach(each -> partitions.add(partition(each)));
            return new GroupRequest.DeleteOffsets(delete.group(), partitions);
        }
        throw new IllegalArgumentException("unknown request: " + request);
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(final List<Request.Offset> requested) {
        final Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>();
        for (final Request.Offset offset : requested) {
            if (isKnown(offset.partition())) {
                offsets.put(
                        partition(offset.partition()),
                        new OffsetAndMetadata(offset.offset(), offset.epoch(), offset.metadata()));
            }
        }
        return offsets;
    }

    /** A producer for each name of a transaction. */
    private long producerOf(final String transaction) {
        return producers.computeIfAbsent(transaction, name -> (long) producers.size());
    }

    private Answer fetched(final Request.OffsetFetch fetch) {
        final List<Answer.FetchedOffset> offsets = new ArrayList<>();
        if (fetch.partitions() == null) {
            core.committed(fetch.group(), fetch.requiresStable())
                    .forEach((partition, offset) -> offsets.add(CoreAnswers.fetched(
                            new Request.Partition(partition.topic(), partition.partition()), offset)));
        } else {
            fetch.partitions()
                    .forEach(each -> offsets.add(CoreAnswers.fetched(
                            each, core.committed(fetch.group(), partition(each), fetch.requiresStable()))));
        }
        return new Answer.Fetched("NONE", offsets);
    }

    @Override
    public List<Reply> settle() {
        final List<Reply> settled = List.copyOf(replies);
        replies.clear();
        return settled;
    }

    @Override
    public void advance(final long durationMs) {
        for (long i = 0; i < durationMs; i++) {
            nowMs++;
            core.time(nowMs, nowMs);
            core.onTime(this);
            commit();
        }
    }

    @Override
    public void close() {
        replies.clear();
    }

    private void commit() {
        while (committed < log.size()) {
            log.apply(committed++, core, this);
        }
        final List<Held> ready = List.copyOf(held);
        held.clear();
        ready.forEach(each -> answer(each.token, each.answer));
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
    public void answerOnCommit(final long token, final GroupAnswer answer) {
        held.add(new Held(token, answer));
    }

    @Override
    public void answer(final long token, final GroupAnswer answer) {
        final Asked from = asked.remove(token);
        if (isSuperseded(from.request, token, answer)) {
            return;
        }
        reply(from.client, CoreAnswers.translated(from.request, answer));
    }

    /** Kafka leaves a join or a sync unanswered whose asker asks again; we tell it that it was in vain. */
    private boolean isSuperseded(final Request request, final long token, final GroupAnswer answer) {
        return token != handled
                && answer.error() == ErrorCode.REBALANCE_IN_PROGRESS
                && (request instanceof Request.Join && handling instanceof Request.Join
                        || request instanceof Request.Sync && handling instanceof Request.Sync);
    }

    private void reply(final String client, final Answer answer) {
        replies.add(new Reply(client, answer));
    }

    /** The coordinator's shell refuses what no log has; here that is the target's part. */
    static boolean isKnown(final Request.Partition partition) {
        return Conditions.TOPICS.contains(partition.topic()) && partition.index() < Conditions.PARTITIONS;
    }

    static TopicPartition partition(final Request.Partition partition) {
        return new TopicPartition(partition.topic(), partition.index());
    }

    static String text(final byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record Asked(String client, Request request) {}

    private record Held(long token, GroupAnswer answer) {}
}
