/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.EngineService;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.PartitionOffsets;
import io.taffrail.group.FetchedOffset;
import io.taffrail.group.GroupAnswer;
import io.taffrail.group.GroupCore;
import io.taffrail.group.GroupDescription;
import io.taffrail.group.GroupRequest;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import io.taffrail.settings.SettingKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The coordinator of all consumer groups of an engine. Its state is the topic {@code __consumer_offsets}; each group
 * belongs to one partition of it.
 *
 * <p>Applications use it through a consumer; this is for those who drive the steps of a member themselves, or look at groups.
 *
 * <p>Threading: any thread.
 */
public final class GroupCoordinator implements EngineService {
    /** Topic with the state of all groups. */
    public static final String OFFSETS_TOPIC = "__consumer_offsets";

    private final LogEngine engine;
    private final CoordinatorConfig config;
    private final CoordinatorClock clock;
    private final GroupShard[] shards;
    private long expireAtMs;
    private volatile boolean isClosed;

    private GroupCoordinator(final LogEngine engine, final CoordinatorConfig config, final CoordinatorClock clock) {
        this.engine = engine;
        this.config = config;
        this.clock = clock;
        final int partitions = engine.internalTopic(
                        OFFSETS_TOPIC, config.offsetsTopicPartitions(), Map.of(SettingKeys.CLEANUP_POLICY, "compact"))
                .partitions();
        shards = new GroupShard[partitions];
        try {
            for (int i = 0; i < partitions; i++) {
                shards[i] = new GroupShard(
                        engine.partition(OFFSETS_TOPIC, i).log(),
                        clock,
                        () -> new GroupCore(config.groups(), ConsumerProtocol::topics),
                        new TopicIds(engine));
            }
        } catch (final RuntimeException ex) {
            close();
            throw ex;
        }
        expireAtMs = clock.monotonicMs() + config.retentionCheckIntervalMs();
    }

    /**
     * The coordinator of an engine, with the defaults if there was none yet.
     *
     * @param engine that it belongs to.
     * @return always the same one.
     */
    public static GroupCoordinator of(final LogEngine engine) {
        return engine.service(
                GroupCoordinator.class,
                () -> new GroupCoordinator(engine, CoordinatorConfig.defaults(), CoordinatorClock.SYSTEM));
    }

    /**
     * The coordinator of an engine, which must not have one yet.
     *
     * @param engine that it belongs to.
     * @param config of the coordinator.
     * @return the coordinator.
     * @throws IllegalStateException if the engine has one that was configured otherwise.
     */
    public static GroupCoordinator start(final LogEngine engine, final CoordinatorConfig config) {
        return start(engine, config, CoordinatorClock.SYSTEM);
    }

    static GroupCoordinator start(
            final LogEngine engine, final CoordinatorConfig config, final CoordinatorClock clock) {
        final GroupCoordinator coordinator =
                engine.service(GroupCoordinator.class, () -> new GroupCoordinator(engine, config, clock));
        if (!coordinator.config.equals(config)) {
            throw new IllegalStateException("the engine has a group coordinator already, with " + coordinator.config
                    + ": start it before its first consumer is made");
        }
        return coordinator;
    }

    /**
     * Ask for something.
     *
     * @param request what is asked.
     * @param handler gets the answer, maybe before this returns, maybe much later.
     */
    public void request(final GroupRequest request, final AnswerHandler<GroupAnswer> handler) {
        if (isClosed) {
            handler.onAnswer(GroupAnswer.refusal(request, ErrorCode.COORDINATOR_NOT_AVAILABLE));
        } else if (request instanceof GroupRequest.Commit commit) {
            commit(commit, handler);
        } else if (request instanceof GroupRequest.CommitInTransaction commit) {
            commit(commit, handler);
        } else if (request instanceof GroupRequest.DeleteOffsets delete) {
            deleteOffsets(delete, handler);
        } else {
            shard(request.groupId()).request(request, handler);
        }
    }

    /**
     * The offset that a group committed for a partition; what open transactions committed is left out of account.
     *
     * @param groupId   of the group.
     * @param partition of the offset.
     * @return the offset, or null.
     */
    public OffsetAndMetadata committed(final String groupId, final TopicPartition partition) {
        return committed(groupId, partition, false).offset();
    }

    /**
     * The offset that a group committed for a partition, for who goes on from there. Who must not do again what an open
     * transaction may have done requires it to be stable.
     *
     * @param groupId        of the group.
     * @param partition      of the offset.
     * @param requiresStable whether to refuse it, {@link ErrorCode#UNSTABLE_OFFSET_COMMIT}, while a transaction that is open
     *     committed another one: ask again then.
     * @return the offset, none, or the error.
     */
    public FetchedOffset committed(final String groupId, final TopicPartition partition, final boolean requiresStable) {
        return shard(groupId).read(core -> core.committed(groupId, partition, requiresStable));
    }

    /**
     * All offsets that a group committed; what open transactions committed is left out of account.
     *
     * @param groupId of the group.
     * @return by partition, in order.
     */
    public Map<TopicPartition, OffsetAndMetadata> committed(final String groupId) {
        return offsetsOf(committed(groupId, false));
    }

    /**
     * All offsets that a group committed. A partition for which only open transactions committed is not among them.
     *
     * @param groupId        of the group.
     * @param requiresStable whether to refuse those for which a transaction that is open committed another one.
     * @return by partition, in order.
     */
    public Map<TopicPartition, FetchedOffset> committed(final String groupId, final boolean requiresStable) {
        return shard(groupId).read(core -> core.committed(groupId, requiresStable));
    }

    /** The offsets alone, of those that are not refused. */
    static Map<TopicPartition, OffsetAndMetadata> offsetsOf(final Map<TopicPartition, FetchedOffset> fetched) {
        final Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>();
        fetched.forEach((partition, each) -> offsets.put(partition, each.offset()));
        return offsets;
    }

    /**
     * A group as it is.
     *
     * @param groupId of the group.
     * @return its description; its state is DEAD if there is none.
     */
    public GroupDescription describe(final String groupId) {
        return shard(groupId).read(core -> core.describe(groupId));
    }

    /**
     * All groups as they are.
     *
     * @return by id.
     */
    public List<GroupDescription> list() {
        final List<GroupDescription> all = new ArrayList<>();
        for (final GroupShard shard : shards) {
            all.addAll(shard.read(GroupCore::list));
        }
        all.sort(Comparator.comparing(GroupDescription::groupId));
        return all;
    }

    /**
     * A number that grows whenever this group, or another one of its partition, begins to rebalance: a member that finds it
     * unchanged since its last heartbeat need not hurry with the next. Costs a volatile read.
     *
     * @param groupId of the group.
     * @return the number.
     */
    public long rebalances(final String groupId) {
        return shard(groupId).rebalances();
    }

    @Override
    public int doWork() {
        final boolean isTimeToExpire = clock.monotonicMs() >= expireAtMs;
        for (final GroupShard shard : shards) {
            try {
                shard.doWork();
                if (isTimeToExpire) {
                    shard.expireOffsets();
                }
            } catch (final RuntimeException ex) {
                engine.report(ex); // the groups of the other partitions go on
            }
        }
        if (isTimeToExpire) {
            expireAtMs = clock.monotonicMs() + config.retentionCheckIntervalMs();
        }
        return 0; // sessions are counted in milliseconds: no turn hurries the next one
    }

    @Override
    public void onTopicDeleted(final String topic) {
        for (final GroupShard shard : shards) {
            shard.removeTopic(topic);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        for (final GroupShard shard : shards) {
            if (shard != null) {
                shard.close();
            }
        }
    }

    private void commit(final GroupRequest.Commit commit, final AnswerHandler<GroupAnswer> handler) {
        final Map<TopicPartition, ErrorCode> refused = refusedOf(commit.offsets());
        final GroupRequest.Commit rest = new GroupRequest.Commit(
                commit.groupId(), commit.generation(), commit.member(), without(refused, commit.offsets()));
        shard(commit.groupId()).request(rest, answer -> handler.onAnswer(with(answer, refused)));
    }

    private void commit(final GroupRequest.CommitInTransaction commit, final AnswerHandler<GroupAnswer> handler) {
        final Map<TopicPartition, ErrorCode> refused = refusedOf(commit.offsets());
        final GroupRequest.CommitInTransaction rest = new GroupRequest.CommitInTransaction(
                commit.groupId(),
                commit.generation(),
                commit.member(),
                commit.producerId(),
                commit.producerEpoch(),
                without(refused, commit.offsets()));
        shard(commit.groupId()).request(rest, answer -> handler.onAnswer(with(answer, refused)));
    }

    /** Offsets that no log has are refused here, one by one: the group's state machine knows of no logs. */
    private Map<TopicPartition, ErrorCode> refusedOf(final Map<TopicPartition, OffsetAndMetadata> offsets) {
        final Map<TopicPartition, ErrorCode> refused = new LinkedHashMap<>();
        offsets.forEach((partition, offset) -> {
            final ErrorCode error = check(partition, offset);
            if (error != ErrorCode.NONE) {
                refused.put(partition, error);
            }
        });
        return refused;
    }

    private static Map<TopicPartition, OffsetAndMetadata> without(
            final Map<TopicPartition, ErrorCode> refused, final Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (refused.isEmpty()) {
            return offsets;
        }
        final Map<TopicPartition, OffsetAndMetadata> good = new LinkedHashMap<>(offsets);
        good.keySet().removeAll(refused.keySet());
        return good;
    }

    private void deleteOffsets(final GroupRequest.DeleteOffsets delete, final AnswerHandler<GroupAnswer> handler) {
        final Map<TopicPartition, ErrorCode> refused = new LinkedHashMap<>();
        delete.partitions().forEach(partition -> {
            if (!engine.topics().exists(partition.topic())) {
                refused.put(partition, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
            }
        });
        final Set<TopicPartition> good = new LinkedHashSet<>(delete.partitions());
        good.removeAll(refused.keySet());
        shard(delete.groupId())
                .request(
                        new GroupRequest.DeleteOffsets(delete.groupId(), good),
                        answer -> handler.onAnswer(with(answer, refused)));
    }

    private static GroupAnswer with(final GroupAnswer answer, final Map<TopicPartition, ErrorCode> refused) {
        if (refused.isEmpty() || answer.error() != ErrorCode.NONE) {
            return answer;
        }
        final Map<TopicPartition, ErrorCode> all = new LinkedHashMap<>(((GroupAnswer.Committed) answer).partitions());
        all.putAll(refused);
        return new GroupAnswer.Committed(ErrorCode.NONE, all);
    }

    private ErrorCode check(final TopicPartition partition, final OffsetAndMetadata offset) {
        try {
            final PartitionOffsets offsets = engine.offsets(partition.topic(), partition.partition());
            return offset.offset() > offsets.endOffset() ? ErrorCode.OFFSET_OUT_OF_RANGE : ErrorCode.NONE;
        } catch (final EngineException ex) {
            return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
        } catch (final IllegalStateException ex) {
            return ErrorCode.COORDINATOR_NOT_AVAILABLE; // the engine is being closed
        }
    }

    /**
     * Where the state of a group is kept: the partition that offsets of the group, sent to a transaction, belong to.
     *
     * @param groupId of the group.
     * @return a partition of {@link #OFFSETS_TOPIC}.
     */
    public TopicPartition partitionOf(final String groupId) {
        return new TopicPartition(OFFSETS_TOPIC, Math.floorMod(groupId.hashCode(), shards.length));
    }

    private GroupShard shard(final String groupId) {
        return shards[partitionOf(groupId).partition()];
    }
}
