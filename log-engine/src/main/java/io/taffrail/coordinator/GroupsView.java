/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.engine.LogSource;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.TopicScan;
import io.taffrail.group.GroupAnswer;
import io.taffrail.group.GroupCore;
import io.taffrail.group.GroupDescription;
import io.taffrail.group.GroupOutbox;
import io.taffrail.group.GroupRecord;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.util.List;
import java.util.Map;

/**
 * The groups of a data directory as its log tells of them at one moment, for those who only look: another process may own
 * the directory, or nobody. Changes nothing.
 *
 * <p>The log knows generations, not what happens between them: while a group rebalances it shows the generation before, and
 * after its process died the members that it had. Nobody but the coordinator of the owner knows more.
 *
 * <p>Threading: immutable once it was read.
 */
public final class GroupsView {
    private static final GroupOutbox NOWHERE = new GroupOutbox() {
        @Override
        public void append(final GroupRecord record) {
            throw new IllegalStateException("who only follows the log has nothing to say: " + record);
        }

        @Override
        public void appendInTransaction(
                final List<GroupRecord> records, final long producerId, final short producerEpoch) {
            records.forEach(this::append);
        }

        @Override
        public void answer(final long token, final GroupAnswer answer) {}

        @Override
        public void answerOnCommit(final long token, final GroupAnswer answer) {}
    };

    private final GroupCore core = new GroupCore(CoordinatorConfig.defaults().groups(), ConsumerProtocol::topics);
    private final GroupLogAdapter adapter;

    private GroupsView(final LogSource source) {
        adapter = new GroupLogAdapter(new TopicIds(source));
    }

    /**
     * Read the log of the groups to its end.
     *
     * @param source of the log, for reading at least.
     * @return the groups as they are; none where no group ever was.
     * @throws io.taffrail.engine.EngineException if the log cannot be read to the end that its owner published.
     */
    public static GroupsView read(final LogSource source) {
        final GroupsView view = new GroupsView(source);
        if (source.hasTopic(GroupCoordinator.OFFSETS_TOPIC)) {
            try (Subscription log = source.subscribe(GroupCoordinator.OFFSETS_TOPIC, StartAt.earliest())) {
                TopicScan.toEnd(log, record -> view.adapter.onRecord(record, view.core, NOWHERE));
            }
        }
        return view;
    }

    /**
     * All groups.
     *
     * @return by id.
     */
    public List<GroupDescription> list() {
        return core.list();
    }

    /**
     * A group.
     *
     * @param groupId of the group.
     * @return its description; its state is DEAD if there is none.
     */
    public GroupDescription describe(final String groupId) {
        return core.describe(groupId);
    }

    /**
     * All offsets that a group committed; what open transactions committed is left out of account.
     *
     * @param groupId of the group.
     * @return by partition, in order.
     */
    public Map<TopicPartition, OffsetAndMetadata> committed(final String groupId) {
        return GroupCoordinator.offsetsOf(core.committed(groupId, false));
    }
}
