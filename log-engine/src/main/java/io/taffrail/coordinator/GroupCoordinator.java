/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.EngineService;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.PartitionOffsets;
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
                        OFFSETS_TOPIC,
                        config.offsetsTopicPartitions(),
                        Map.of(SettingKeys.RETENTION_MS, "-1", SettingKeys.RETENTION_BYTES, "-1"))
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
    public void request(final GroupRequest request, final AnswerHandler handler) {
        if (isClosed) {
            handler.onAnswer(GroupAnswer.refusal(request, ErrorCode.COORDINATOR_NOT_AVAILABLE));
        } else if (request instanceof GroupRequest.Commit commit) {
            commit(commit, handler);
        } else if (request instanceof GroupRequest.DeleteOffsets delete) {
            deleteOffsets(delete, handler);
        } else {
            shard(request.groupId()).request(request, handler);
        }
    }

    /**
     * The offset that a group committed for a partition.
     *
     * @param groupId   of the group.
     * @param partition of the offset.
     * @return the offset, or null.
     */
    public OffsetAndMetadata committed(final String groupId, final TopicPartition partition) {
        return shard(groupId).read(core -> core.committed(groupId, partition));
    }

    /**
     * All offsets that a group committed.
     *
     * @param groupId of the group.
     * @return by partition, in order.
     */
    public Map<TopicPartition, OffsetAndMetadata> committed(final String groupId) {
        return shard(groupId).read(core -> core.committed(groupId));
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

    /** Offsets that no log has are refused here, one by one: the group's state machine knows of no logs. */
    private void commit(final GroupRequest.Commit commit, final AnswerHandler handler) {
        final Map<TopicPartition, ErrorCode> refused = new LinkedHashMap<>();
        commit.offsets().forEach((partition, offset) -> {
            final ErrorCode error = check(partition, offset);
            if (error != ErrorCode.NONE) {
                refused.put(partition, error);
            }
        });
        if (refused.isEmpty()) {
            shard(commit.groupId()).request(commit, handler);
            return;
        }
        final Map<TopicPartition, OffsetAndMetadata> good = new LinkedHashMap<>(commit.offsets());
        good.keySet().removeAll(refused.keySet());
        final GroupRequest.Commit rest =
                new GroupRequest.Commit(commit.groupId(), commit.generation(), commit.member(), good);
        shard(commit.groupId())
                .request(rest, answer -> handler.onAnswer(with((GroupAnswer.Committed) answer, refused)));
    }

    private void deleteOffsets(final GroupRequest.DeleteOffsets delete, final AnswerHandler handler) {
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
                        answer -> handler.onAnswer(with((GroupAnswer.Committed) answer, refused)));
    }

    private static GroupAnswer.Committed with(
            final GroupAnswer.Committed answer, final Map<TopicPartition, ErrorCode> refused) {
        if (answer.error() != ErrorCode.NONE) {
            return answer;
        }
        final Map<TopicPartition, ErrorCode> all = new LinkedHashMap<>(answer.partitions());
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

    private GroupShard shard(final String groupId) {
        return shards[Math.floorMod(groupId.hashCode(), shards.length)];
    }
}
