/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A member that does its part of the protocol, one step at a time, whenever it is its turn. */
final class SimulatedMember {
    private static final int SESSION_MS = 100;
    private static final int REBALANCE_MS = 300;

    private final SimulatedGroups groups;
    private final String name;
    private final String instanceId;
    private String memberId = "";
    private int generation = -1;
    private GroupAnswer.Joined joined;
    private boolean isWaiting;
    private boolean isSettled;
    private int joins;
    private long offset;
    private int version;

    SimulatedMember(final SimulatedGroups groups, final String name, final boolean isStatic) {
        this.groups = groups;
        this.name = name;
        this.instanceId = isStatic ? name : null;
    }

    String memberId() {
        return memberId;
    }

    boolean isSettled() {
        return isSettled;
    }

    /** Its process begins anew: nothing is remembered but its name. */
    void restart() {
        memberId = "";
        generation = -1;
        joined = null;
        isWaiting = false;
        isSettled = false;
        joins++;
    }

    /** What it subscribes to is another thing from now on. */
    void change() {
        version++;
        isSettled = false;
        joined = null;
    }

    void step() {
        if (isWaiting) {
            return;
        }
        if (isSettled) {
            heartbeat();
        } else if (joined != null) {
            sync();
        } else {
            join();
        }
    }

    private GroupRequest.Identity identity() {
        return new GroupRequest.Identity(memberId, instanceId);
    }

    private void join() {
        isWaiting = true;
        final int attempt = ++joins;
        final List<Protocol> protocols =
                List.of(new Protocol("range", ("topic" + version).getBytes(StandardCharsets.UTF_8)));
        final String newId = name + "-" + attempt;
        groups.request(
                new GroupRequest.Join(
                        SimulatedGroups.GROUP,
                        identity(),
                        newId,
                        name,
                        "host",
                        "consumer",
                        protocols,
                        SESSION_MS,
                        REBALANCE_MS,
                        attempt % 2 == 0),
                answer -> {
                    if (attempt == joins) {
                        isWaiting = false;
                        onJoined((GroupAnswer.Joined) answer);
                    }
                });
    }

    private void onJoined(final GroupAnswer.Joined answer) {
        if (answer == null) {
            return;
        }
        switch (answer.error()) {
            case NONE -> {
                memberId = answer.memberId();
                generation = answer.generation();
                joined = answer;
            }
            case MEMBER_ID_REQUIRED -> memberId = answer.memberId();
            case REBALANCE_IN_PROGRESS -> {}
            case UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID -> memberId = "";
            default -> throw new AssertionError("join answered " + answer);
        }
    }

    private void sync() {
        isWaiting = true;
        final int attempt = joins;
        final int its = generation;
        final Map<String, byte[]> assignments = new HashMap<>();
        joined.members()
                .forEach(member -> assignments.put(
                        member.memberId(), (its + ":" + member.memberId()).getBytes(StandardCharsets.UTF_8)));
        groups.request(
                new GroupRequest.Sync(
                        SimulatedGroups.GROUP,
                        its,
                        identity(),
                        "consumer",
                        "range",
                        joined.skipAssignment() ? Map.of() : assignments),
                answer -> {
                    if (attempt == joins) {
                        isWaiting = false;
                        onSynced((GroupAnswer.Synced) answer, its);
                    }
                });
    }

    private void onSynced(final GroupAnswer.Synced answer, final int its) {
        final GroupAnswer.Joined before = joined;
        joined = null;
        if (answer == null) {
            return;
        }
        if (answer.error() == ErrorCode.NONE) {
            isSettled = true;
            if (instanceId == null
                    && answer.assignment().length > 0
                    && !groups.isAssigned(its, memberId, answer.assignment())) {
                throw new AssertionError("assigned " + new String(answer.assignment(), StandardCharsets.UTF_8) + " to "
                        + memberId + " in generation=" + its + " after " + before);
            }
        } else {
            forgetIfUnknown(answer.error());
        }
    }

    private void heartbeat() {
        groups.request(new GroupRequest.Heartbeat(SimulatedGroups.GROUP, generation, identity()), answer -> {
            if (answer != null && answer.error() != ErrorCode.NONE) {
                isSettled = false;
                forgetIfUnknown(answer.error());
            }
        });
    }

    void commit(final int partition) {
        final Map<TopicPartition, OffsetAndMetadata> offsets =
                Map.of(SimulatedGroups.partition(partition), nextOffset());
        final int its = generation;
        final boolean isCurrent = isCurrent();
        groups.request(new GroupRequest.Commit(SimulatedGroups.GROUP, its, identity(), offsets), answer -> {
            if (answer == null || answer.error() != ErrorCode.NONE) {
                return;
            }
            if (!isCurrent) {
                throw new AssertionError("took a commit of generation=" + its);
            }
            groups.noteCommitted(offsets);
        });
    }

    void commit(final int number, final SimulatedProducer producer) {
        if (!producer.isOpen()) {
            return;
        }
        final TopicPartition partition = SimulatedGroups.partition(number);
        final OffsetAndMetadata offset = nextOffset();
        final int its = generation;
        final boolean isCurrent = isCurrent() || its < 0 && memberId.isEmpty() && instanceId == null;
        producer.onSent(partition, offset);
        groups.request(
                new GroupRequest.CommitInTransaction(
                        SimulatedGroups.GROUP, its, identity(), producer.id(), (short) 0, Map.of(partition, offset)),
                answer -> {
                    if (answer != null && answer.error() == ErrorCode.NONE && !isCurrent) {
                        throw new AssertionError("took a commit in a transaction of generation=" + its);
                    }
                    producer.onAnswer(partition, offset, answer);
                });
    }

    private OffsetAndMetadata nextOffset() {
        return new OffsetAndMetadata(++offset, -1, name);
    }

    private boolean isCurrent() {
        final GroupDescription group = groups.describe();
        final boolean isAlone =
                generation < 0 && (group.state() == GroupState.EMPTY || group.state() == GroupState.DEAD);
        return isAlone || generation == group.generation();
    }

    void leave() {
        if (!memberId.isEmpty()) {
            groups.request(new GroupRequest.Leave(SimulatedGroups.GROUP, List.of(identity())), answer -> {});
        }
        restart();
    }

    private void forgetIfUnknown(final ErrorCode error) {
        if (error == ErrorCode.UNKNOWN_MEMBER_ID || error == ErrorCode.FENCED_INSTANCE_ID) {
            memberId = "";
        }
    }
}
