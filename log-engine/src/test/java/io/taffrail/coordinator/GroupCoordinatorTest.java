/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.PartitionHandle;
import io.taffrail.group.GroupAnswer;
import io.taffrail.group.GroupRequest;
import io.taffrail.group.GroupState;
import io.taffrail.group.Protocol;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import io.taffrail.settings.EngineConfig;
import io.taffrail.settings.Threading;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The coordinator over its log: what it remembers, what it forgets when the log does not take its records. */
class GroupCoordinatorTest {
    private static final TopicPartition P0 = new TopicPartition("orders", 0);
    private static final int DAY_MS = 24 * 60 * 60 * 1000;

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock();
    private LogEngine engine;
    private GroupCoordinator coordinator;

    @BeforeEach
    void open() {
        engine = LogEngine.open(
                directory, EngineConfig.builder().threading(Threading.INVOKER).build());
        if (!engine.topics().exists("orders")) {
            engine.topics().create("orders", 1);
            engine.publisher("orders").publish("key", "value");
        }
        coordinator = GroupCoordinator.start(
                engine, CoordinatorConfig.of(Map.of("offsets.topic.num.partitions", "1")), clock);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void shouldRememberCommittedOffsetsOverACleanRestart() {
        commit("g", 1);

        engine.close();
        open();

        assertEquals(1, coordinator.committed("g", P0).offset());
        assertEquals(GroupState.EMPTY, coordinator.describe("g").state());
    }

    @Test
    void shouldTakeDynamicMembersForDeadAndWaitForStaticOnesAfterARestart() {
        final GroupAnswer.Joined dynamic = join("g", null);
        sync("g", dynamic);
        final GroupAnswer.Joined fixed = join("h", "worker-1");
        sync("h", fixed);

        engine.close();
        open();

        assertEquals(GroupState.EMPTY, coordinator.describe("g").state());
        assertEquals(GroupState.STABLE, coordinator.describe("h").state());
        clock.pass(DAY_MS);
        engine.doWork();
        assertTrue(coordinator.describe("h").members().isEmpty());
    }

    @Test
    void shouldRefuseAndForgetNothingWhileItsLogIsFenced() {
        commit("g", 0);
        final GroupAnswer.Joined joined = join("h", null);
        final int generation = joined.generation();
        final PartitionHandle log = engine.partition(GroupCoordinator.OFFSETS_TOPIC, 0);
        final int term = log.offsets().term();
        log.fence();

        assertEquals(ErrorCode.NOT_COORDINATOR, commit("g", 1));
        final List<GroupAnswer> answers = new ArrayList<>();
        coordinator.request(syncRequest("h", joined), answers::add);
        assertEquals(ErrorCode.NOT_COORDINATOR, answers.get(0).error());
        assertEquals(0, coordinator.committed("g", P0).offset());

        log.beginTerm(term + 1);
        assertEquals(ErrorCode.NONE, commit("g", 1));
        assertEquals(1, coordinator.committed("g", P0).offset());
        assertEquals(
                GroupState.EMPTY, coordinator.describe("h").state(), "generation=" + generation + " was never stored");
        sync("h", join("h", null));
        assertEquals(GroupState.STABLE, coordinator.describe("h").state());
    }

    @Test
    void shouldTellThoseWhoWaitThatTheCoordinatorBeganAnew() {
        final GroupAnswer.Joined first = join("g", null);
        sync("g", first);
        final List<GroupAnswer> second = new ArrayList<>();
        coordinator.request(joinRequest("g", null, "b"), second::add); // waits for the first member
        final long rebalances = coordinator.rebalances("g");
        final PartitionHandle log = engine.partition(GroupCoordinator.OFFSETS_TOPIC, 0);
        log.fence();
        log.beginTerm(log.offsets().term() + 1);

        coordinator.describe("g");

        assertEquals(ErrorCode.NOT_COORDINATOR, second.get(0).error());
        assertTrue(coordinator.rebalances("g") > rebalances);
        assertEquals(1, coordinator.describe("g").members().size());
    }

    @Test
    void shouldForgetOffsetsOfAGroupThatNobodyUsed() {
        commit("g", 1);
        clock.pass(6L * DAY_MS);
        engine.doWork();
        assertEquals(1, coordinator.committed("g", P0).offset());

        clock.pass(2L * DAY_MS);
        engine.doWork();

        assertNull(coordinator.committed("g", P0));
        engine.close();
        open();
        assertNull(coordinator.committed("g", P0));
        assertEquals(GroupState.DEAD, coordinator.describe("g").state());
    }

    @Test
    void shouldKeepOffsetsOfAGroupThatIsInUse() {
        final GroupAnswer.Joined joined = join("g", null);
        sync("g", joined);
        final GroupRequest.Identity member = new GroupRequest.Identity(joined.memberId(), null);
        coordinator.request(
                new GroupRequest.Commit("g", joined.generation(), member, Map.of(P0, OffsetAndMetadata.of(1))),
                answer -> {});
        for (int day = 0; day < 9; day++) {
            clock.pass(DAY_MS);
            coordinator.request(new GroupRequest.Heartbeat("g", joined.generation(), member), answer -> {});
            engine.doWork();
        }

        assertEquals(1, coordinator.committed("g", P0).offset());
    }

    @Test
    void shouldDeleteAnEmptyGroupForGood() {
        commit("g", 1);
        final List<GroupAnswer> answers = new ArrayList<>();

        coordinator.request(new GroupRequest.Delete("g"), answers::add);
        coordinator.request(new GroupRequest.Delete("g"), answers::add);

        assertEquals(ErrorCode.NONE, answers.get(0).error());
        assertEquals(ErrorCode.GROUP_ID_NOT_FOUND, answers.get(1).error());
        engine.close();
        open();
        assertTrue(coordinator.list().isEmpty());
    }

    @Test
    void shouldGoOnAfterARecordThatDoesNotFitItsFields() {
        final GroupRequest.Join join = joinRequest("g", null, "a".repeat(70_000)); // longer than the format's strings
        final List<GroupAnswer> answers = new ArrayList<>();
        coordinator.request(join, answers::add);
        final GroupAnswer.Joined joined = (GroupAnswer.Joined) answers.get(0);

        assertThrows(RuntimeException.class, () -> coordinator.request(syncRequest("g", joined), answers::add));

        assertEquals(ErrorCode.COORDINATOR_NOT_AVAILABLE, answers.get(1).error());
        assertEquals(ErrorCode.NONE, commit("other", 1));
        sync("g", join("g", null));
        assertEquals(GroupState.STABLE, coordinator.describe("g").state());
    }

    @Test
    void shouldRefuseAnotherConfigurationOnceItRuns() {
        assertThrows(
                IllegalStateException.class,
                () -> GroupCoordinator.start(engine, CoordinatorConfig.of(Map.of("group.max.size", "3"))));
    }

    @Test
    void shouldWriteManyOffsetsThatExpireAtOnce() {
        engine.topics().create("wide", 3_000);
        final Map<TopicPartition, OffsetAndMetadata> offsets = new java.util.HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            offsets.put(new TopicPartition("wide", i), new OffsetAndMetadata(0, -1, "m".repeat(1_000)));
        }
        final List<GroupAnswer> answers = new ArrayList<>();

        coordinator.request(new GroupRequest.Commit("g", -1, GroupRequest.Identity.NONE, offsets), answers::add);

        assertEquals(ErrorCode.NONE, answers.get(0).error());
        assertEquals(3_000, coordinator.committed("g").size());
        clock.pass(8L * DAY_MS);
        engine.doWork();
        assertTrue(coordinator.committed("g").isEmpty());
    }

    private ErrorCode commit(final String group, final long offset) {
        final List<GroupAnswer> answers = new ArrayList<>();
        coordinator.request(
                new GroupRequest.Commit(
                        group, -1, GroupRequest.Identity.NONE, Map.of(P0, OffsetAndMetadata.of(offset))),
                answers::add);
        return answers.get(0).error();
    }

    private GroupAnswer.Joined join(final String group, final String instanceId) {
        final List<GroupAnswer> answers = new ArrayList<>();
        coordinator.request(joinRequest(group, instanceId, "a"), answers::add);
        assertEquals(ErrorCode.NONE, answers.get(0).error());
        return (GroupAnswer.Joined) answers.get(0);
    }

    private static GroupRequest.Join joinRequest(final String group, final String instanceId, final String name) {
        return new GroupRequest.Join(
                group,
                new GroupRequest.Identity("", instanceId),
                name + "-1",
                name,
                "host",
                ConsumerProtocol.TYPE,
                List.of(new Protocol("range", "orders".getBytes(StandardCharsets.UTF_8))),
                10_000 + DAY_MS / 60, // within the limits, and longer than what these tests let pass in one go
                60_000,
                false);
    }

    private void sync(final String group, final GroupAnswer.Joined joined) {
        final List<GroupAnswer> answers = new ArrayList<>();
        coordinator.request(syncRequest(group, joined), answers::add);
        assertEquals(ErrorCode.NONE, answers.get(0).error());
    }

    private static GroupRequest.Sync syncRequest(final String group, final GroupAnswer.Joined joined) {
        return new GroupRequest.Sync(
                group,
                joined.generation(),
                new GroupRequest.Identity(joined.memberId(), null),
                joined.protocolType(),
                joined.protocol(),
                Map.of(joined.memberId(), new byte[] {1}));
    }

    /** Time as a test lets it pass. */
    private static final class TestClock implements CoordinatorClock {
        private long elapsedMs;

        void pass(final long ms) {
            elapsedMs += ms;
        }

        @Override
        public long monotonicMs() {
            return elapsedMs;
        }

        @Override
        public long epochMs() {
            return 1_700_000_000_000L + elapsedMs;
        }
    }
}
