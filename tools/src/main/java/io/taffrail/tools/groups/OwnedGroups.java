/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.groups;

import io.taffrail.coordinator.GroupCoordinator;
import io.taffrail.coordinator.GroupsView;
import io.taffrail.engine.LogEngine;
import io.taffrail.group.GroupAnswer;
import io.taffrail.group.GroupDescription.DescribedMember;
import io.taffrail.group.GroupRequest;
import io.taffrail.group.GroupState;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Groups of an engine that this process has just opened: none of their members lives. Dynamic ones are gone for good; static
 * ones may be meant to come back, so somebody has to say that they shall not.
 *
 * <p>The coordinator, which writes, is not begun before something is to be changed.
 */
final class OwnedGroups {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final LogEngine engine;
    private final GroupsView view;

    OwnedGroups(final LogEngine engine) {
        this.engine = engine;
        this.view = GroupsView.read(engine);
    }

    /** A group that must be there. */
    void require(final String groupId) {
        if (view.describe(groupId).state() == GroupState.DEAD) {
            throw GroupNotes.unknown(groupId);
        }
    }

    /** A group that must be there and have nobody who may come back, unless those are to be dropped. */
    void requireEmpty(final String groupId, final boolean isDropping) {
        require(groupId);
        final List<String> expected = expected(groupId);
        if (!expected.isEmpty() && !isDropping) {
            throw new ErrorCodeException(
                    ErrorCode.NON_EMPTY_GROUP,
                    "group=" + groupId + " static members=" + expected
                            + ": they are expected back; --drop-members gives them up");
        }
    }

    Map<TopicPartition, OffsetAndMetadata> committed(final String groupId) {
        return view.committed(groupId);
    }

    /** Take static members out of a group, and wait until it is empty. */
    void drop(final String groupId) {
        final List<GroupRequest.Identity> members = expected(groupId).stream()
                .map(instanceId -> new GroupRequest.Identity("", instanceId))
                .toList();
        if (!members.isEmpty()) {
            ask(new GroupRequest.Leave(groupId, members));
        }
        final GroupCoordinator coordinator = GroupCoordinator.of(engine);
        await(() -> coordinator.describe(groupId).state() == GroupState.EMPTY, "the group to be empty", groupId);
    }

    /** Commit offsets of an empty group. */
    void commit(final String groupId, final Map<TopicPartition, OffsetAndMetadata> offsets) {
        ask(new GroupRequest.Commit(groupId, -1, GroupRequest.Identity.NONE, offsets));
    }

    /** Delete an empty group. */
    void delete(final String groupId) {
        ask(new GroupRequest.Delete(groupId));
    }

    /** Delete offsets of topics that a group does not consume. */
    void deleteOffsets(final String groupId, final Set<TopicPartition> partitions) {
        ask(new GroupRequest.DeleteOffsets(groupId, partitions));
    }

    private List<String> expected(final String groupId) {
        return view.describe(groupId).members().stream()
                .map(DescribedMember::instanceId)
                .filter(Objects::nonNull)
                .toList();
    }

    private void ask(final GroupRequest request) {
        final AtomicReference<GroupAnswer> answer = new AtomicReference<>();
        GroupCoordinator.of(engine).request(request, answer::set);
        await(() -> answer.get() != null, "an answer of the coordinator", request.groupId());
        require(request.groupId(), answer.get().error(), "");
        if (answer.get() instanceof GroupAnswer.Committed committed) {
            committed
                    .partitions()
                    .forEach((partition, error) -> require(
                            request.groupId(),
                            error,
                            " topic=" + partition.topic() + " partition=" + partition.partition()));
        }
    }

    private static void require(final String groupId, final ErrorCode error, final String context) {
        if (error != ErrorCode.NONE) {
            throw new ErrorCodeException(error, "group=" + groupId + context);
        }
    }

    private static void await(final BooleanSupplier condition, final String what, final String groupId) {
        final long sinceNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - sinceNs > PATIENCE_NS) {
                throw new ErrorCodeException(
                        ErrorCode.COORDINATOR_NOT_AVAILABLE,
                        "waited " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NS) + " s for " + what + ": group="
                                + groupId);
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
    }
}
