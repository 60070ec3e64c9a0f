/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.coordinator.CoordinatorConfig;
import io.taffrail.coordinator.GroupCoordinator;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.group.GroupConfig;
import io.taffrail.group.GroupState;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users of Kafka's groups expect: who gets what as consumers come, go, die, are slow, and topics grow. */
class ConsumerGroupTest {
    private static final String TOPIC = "orders";
    private static final int SHORT_SESSION_MS = 300;

    @TempDir
    private Path directory;

    private final List<Consumer> consumers = new ArrayList<>();
    private LogEngine engine;

    @BeforeEach
    void open() {
        engine = LogEngine.open(directory);
        final GroupConfig groups = new GroupConfig(100, 60_000, Integer.MAX_VALUE, 0, 4096, 1_000_000);
        GroupCoordinator.start(engine, new CoordinatorConfig(groups, 2, 60_000));
        engine.topics().create(TOPIC, 4);
    }

    @AfterEach
    void close() {
        consumers.forEach(Consumer::close);
        engine.close();
    }

    @Test
    void shouldGiveAllPartitionsToTheOnlyConsumer() {
        final Consumer only = member("g");

        settle();

        assertEquals(4, only.assignment().size());
        assertEquals(GroupState.STABLE, coordinator().describe("g").state());
    }

    @Test
    void shouldShareWithANewConsumerAndTakeBackWhenItLeaves() {
        final Consumer first = member("g");
        settle();
        final Consumer second = member("g");
        settle();
        assertEquals(2, first.assignment().size());
        assertEquals(2, second.assignment().size());

        second.close();
        consumers.remove(second);
        settle();

        assertEquals(4, first.assignment().size());
    }

    @Test
    void shouldNotStopPartitionsThatStayWhileOthersMove() {
        final List<TopicPartition> revoked = new ArrayList<>();
        final Consumer first = member("g", new ConsumerListener() {
            @Override
            public void onPartitionsRevoked(final Collection<TopicPartition> partitions) {
                revoked.addAll(partitions);
            }
        });
        settle();
        member("g");

        final Set<TopicPartition> always = new HashSet<>(first.assignment());
        for (int i = 0; i < 200 && !isSettled(); i++) {
            consumers.forEach(consumer -> consumer.poll(record -> {}, 10));
            always.retainAll(first.assignment());
        }

        assertTrue(isSettled());
        assertEquals(2, always.size(), "partitions that it held throughout");
        assertEquals(2, revoked.size(), "partitions that it gave up");
        assertEquals(always, first.assignment());
    }

    @Test
    void shouldLeaveConsumersIdleThatAreMoreThanPartitions() {
        for (int i = 0; i < 6; i++) {
            member("g");
        }

        settle();

        assertEquals(4, covered().size());
        assertEquals(2, consumers.stream().filter(c -> c.assignment().isEmpty()).count());
    }

    @Test
    void shouldTakeOverFromAConsumerThatDied() {
        final Consumer first = member("g");
        final Consumer second = member("g");
        settle();
        assertEquals(2, first.assignment().size());

        Heartbeats.of(engine).close(); // neither polls nor beats any more: as dead as can be in one process
        consumers.remove(second);
        await(() -> first.assignment().size() == 4);

        assertThrows(ErrorCodeException.class, second::commit);
    }

    @Test
    void shouldNotWaitForAConsumerThatClosedWhileItJoined() {
        final Consumer first = member("g");
        settle();
        final Consumer second = member("g");
        second.poll(record -> {}, 1); // waits for the first one to join again

        second.close();
        consumers.remove(second);
        settle();

        assertEquals(4, first.assignment().size());
        assertEquals(1, coordinator().describe("g").members().size());
    }

    @Test
    void shouldTakePartitionsFromAConsumerThatDoesNotPoll() {
        final Consumer slow = Consumer.open(
                engine,
                config("g").maxPollIntervalMs(200).heartbeatIntervalMs(50).build());
        slow.subscribe(Set.of(TOPIC));
        consumers.add(slow);
        settle();
        final Consumer quick = member("g");
        consumers.remove(slow);

        await(() -> quick.assignment().size() == 4);

        final List<TopicPartition> before = List.copyOf(slow.assignment());
        consumers.add(slow);
        settle();
        assertEquals(4, before.size());
        assertEquals(2, slow.assignment().size());
    }

    @Test
    void shouldAssignPartitionsThatAreAdded() {
        final Consumer first = member("g");
        final Consumer second = member("g");
        settle();

        engine.topics().addPartitions(TOPIC, 6);

        await(() -> first.assignment().size() == 3 && second.assignment().size() == 3);
    }

    @Test
    void shouldAssignATopicThatIsCreatedLater() {
        final Consumer consumer = Consumer.open(engine, config("g").build());
        consumers.add(consumer);
        consumer.subscribe(Set.of("later"));
        settle();
        assertTrue(consumer.assignment().isEmpty());

        engine.topics().create("later", 2);

        await(() -> consumer.assignment().size() == 2);
    }

    @Test
    void shouldKeepAStaticMembersPartitionsOverItsRestart() {
        final Consumer other = member("g");
        final Consumer before = member("g", "worker-1");
        settle();
        final Set<TopicPartition> its = before.assignment();
        final int generation = coordinator().describe("g").generation();

        before.close();
        consumers.remove(before);
        final Consumer after = member("g", "worker-1");
        settle();

        assertEquals(its, after.assignment());
        assertEquals(generation, coordinator().describe("g").generation());
        assertEquals(2, other.assignment().size());
    }

    @Test
    void shouldFenceTheOlderOfTwoWithOneInstanceId() {
        final Consumer older = member("g", "worker-1");
        settle();

        member("g", "worker-1").poll(record -> {}, 1);
        consumers.remove(older);

        final ErrorCodeException fenced = assertThrows(ErrorCodeException.class, () -> pollMany(older));
        assertEquals(ErrorCode.FENCED_INSTANCE_ID, fenced.error());
    }

    @Test
    void shouldRefuseACommitOfAStaleGeneration() {
        final Consumer first = member("g");
        settle();
        final GroupMetadata stale = first.groupMetadata();
        member("g");
        settle();

        final ErrorCode[] error = new ErrorCode[1];
        coordinator()
                .request(
                        new io.taffrail.group.GroupRequest.Commit(
                                "g",
                                stale.generation(),
                                new io.taffrail.group.GroupRequest.Identity(stale.memberId(), null),
                                Map.of(new TopicPartition(TOPIC, 0), OffsetAndMetadata.of(0))),
                        answer -> error[0] = answer.error());

        assertEquals(ErrorCode.ILLEGAL_GENERATION, error[0]);
        assertEquals(null, coordinator().committed("g", new TopicPartition(TOPIC, 0)));
    }

    @Test
    void shouldStayFencedUntilItSubscribesAnew() {
        final Consumer older = member("g", "worker-1");
        settle();
        final Consumer newer = member("g", "worker-1");
        newer.poll(record -> {}, 1);
        consumers.remove(older);
        assertThrows(ErrorCodeException.class, () -> pollMany(older));

        assertThrows(ErrorCodeException.class, () -> older.poll(record -> {}, 1));
        settle();

        assertEquals(4, newer.assignment().size());
        assertTrue(older.assignment().isEmpty());
        older.close();
    }

    @Test
    void shouldGoOnAsAMemberWhenItsListenerThrew() {
        final Consumer slow = Consumer.open(
                engine, config("g").maxPollIntervalMs(200).autoCommit(false).build());
        slow.subscribe(Set.of(TOPIC), new ConsumerListener() {
            @Override
            public void onPartitionsRevoked(final Collection<TopicPartition> partitions) {
                slow.commit(); // refused when they are lost
            }
        });
        consumers.add(slow);
        publish(4);
        settle();
        consumers.remove(slow);
        final Consumer quick = member("g");
        await(() -> quick.assignment().size() == 4);

        assertThrows(ErrorCodeException.class, () -> slow.poll(record -> {}, 1));
        assertTrue(slow.assignment().isEmpty(), "it holds what is another's");
        consumers.add(slow);
        settle();

        assertEquals(2, slow.assignment().size());
    }

    @Test
    void shouldCommitAndLeaveWhenItsListenerCommitsAsItCloses() {
        publish(20);
        final Consumer[] consumer = new Consumer[1];
        consumer[0] = Consumer.open(engine, config("g").autoCommit(false).build());
        consumer[0].subscribe(Set.of(TOPIC), new ConsumerListener() {
            @Override
            public void onPartitionsRevoked(final Collection<TopicPartition> partitions) {
                consumer[0].commit();
            }
        });
        consumers.add(consumer[0]);
        settle();
        final int[] seen = new int[1];
        while (seen[0] < 20) {
            consumer[0].poll(record -> seen[0]++, 100);
        }

        consumer[0].close();
        consumers.clear();

        assertEquals(GroupState.EMPTY, coordinator().describe("g").state());
        assertEquals(
                20,
                coordinator().committed("g").values().stream()
                        .mapToLong(OffsetAndMetadata::offset)
                        .sum());
    }

    @Test
    void shouldKeepPartitionsWithTheStickyAssignor() {
        final List<Consumer> members = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            final Consumer consumer =
                    Consumer.open(engine, config("g").assignors("sticky").build());
            consumer.subscribe(Set.of(TOPIC));
            members.add(consumer);
            consumers.add(consumer);
            settle();
        }
        final List<Set<TopicPartition>> before =
                members.stream().map(Consumer::assignment).toList();

        members.get(2).close();
        consumers.remove(members.get(2));
        settle();

        assertTrue(members.get(0).assignment().containsAll(before.get(0)));
        assertTrue(members.get(1).assignment().containsAll(before.get(1)));
    }

    @Test
    void shouldMoveToATopicThatWasDeletedAndMadeAnew() {
        publish(20);
        final Consumer consumer = member("g");
        settle();
        final List<String> seen = new ArrayList<>();
        while (seen.size() < 20) {
            consumer.poll(record -> seen.add(record.valueAsString()), 100);
        }
        engine.topics().delete(TOPIC);
        engine.topics().create(TOPIC, 4);
        publish(30);

        await(() -> {
            consumer.poll(record -> seen.add(record.valueAsString()), 100);
            return seen.size() == 50;
        });
    }

    @Test
    void shouldRefuseACommitOfASubscriberThatIsNoMember() {
        publish(20);
        final Consumer consumer = Consumer.open(engine, config("g").build());
        consumer.subscribe(Set.of(TOPIC));
        consumers.add(consumer);

        final ErrorCodeException refused = assertThrows(
                ErrorCodeException.class,
                () -> consumer.commit(Map.of(new TopicPartition(TOPIC, 0), OffsetAndMetadata.of(0))));

        assertEquals(ErrorCode.UNKNOWN_MEMBER_ID, refused.error());
    }

    @Test
    void shouldLetNobodyElseWriteOrWidenTheOffsetsTopic() {
        final String offsets = GroupCoordinator.OFFSETS_TOPIC;

        assertThrows(IllegalArgumentException.class, () -> engine.publisher(offsets));
        assertThrows(IllegalArgumentException.class, () -> engine.topics().addPartitions(offsets, 60));
        assertThrows(IllegalArgumentException.class, () -> engine.topics()
                .alter(offsets, Map.of("retention.ms", "1000"), Set.of()));
        engine.topics().alter(offsets, Map.of("durability", "sync"), Set.of());
    }

    @Test
    void shouldNotCountConsumersThatAreGone() {
        for (int i = 0; i < 5_000; i++) {
            member("g").close();
        }
        consumers.clear();

        assertTrue(engine.addCounter(999, "still room") != null);
    }

    @Test
    void shouldGiveEveryGroupEveryRecord() {
        publish(20);
        final Consumer one = member("one");
        final Consumer two = member("two");

        settle();
        final List<String> ofOne = new ArrayList<>();
        final List<String> ofTwo = new ArrayList<>();
        await(() -> {
            one.poll(record -> ofOne.add(record.valueAsString()), 100);
            two.poll(record -> ofTwo.add(record.valueAsString()), 100);
            return ofOne.size() == 20 && ofTwo.size() == 20;
        });

        assertEquals(new TreeSet<>(ofOne), new TreeSet<>(ofTwo));
    }

    @Test
    void shouldReadChosenPartitionsWithoutAGroup() {
        publish(20);
        final Consumer consumer = Consumer.open(
                engine,
                ConsumerConfig.noGroup().offsetReset(OffsetReset.earliest()).build());
        consumers.add(consumer);

        consumer.assign(List.of(new TopicPartition(TOPIC, 1)));

        final Set<Integer> partitions = new TreeSet<>();
        while (consumer.poll(record -> partitions.add(record.partition()), 100) > 0) {
            continue;
        }
        assertEquals(Set.of(1), partitions);
        assertEquals(
                ErrorCode.INVALID_GROUP_ID,
                assertThrows(ErrorCodeException.class, consumer::commit).error());
    }

    @Test
    void shouldWorkWithEveryAssignor() {
        for (final String assignor : List.of("range", "roundrobin", "sticky", "cooperative-sticky")) {
            final List<Consumer> members = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                final Consumer consumer = Consumer.open(
                        engine, config(assignor).assignors(assignor).build());
                consumer.subscribe(Set.of(TOPIC));
                members.add(consumer);
                consumers.add(consumer);
            }

            settle();

            assertEquals(
                    4, members.stream().mapToInt(c -> c.assignment().size()).sum(), assignor);
            members.forEach(Consumer::close);
            consumers.removeAll(members);
        }
    }

    private Consumer member(final String group) {
        return member(group, ConsumerListener.NONE);
    }

    private Consumer member(final String group, final ConsumerListener listener) {
        final Consumer consumer = Consumer.open(engine, config(group).build());
        consumer.subscribe(Set.of(TOPIC), listener);
        consumers.add(consumer);
        return consumer;
    }

    private Consumer member(final String group, final String instanceId) {
        final Consumer consumer =
                Consumer.open(engine, config(group).instanceId(instanceId).build());
        consumer.subscribe(Set.of(TOPIC));
        consumers.add(consumer);
        return consumer;
    }

    private static ConsumerConfig.Builder config(final String group) {
        return ConsumerConfig.group(group)
                .sessionTimeoutMs(SHORT_SESSION_MS)
                .heartbeatIntervalMs(50)
                .offsetReset(OffsetReset.earliest());
    }

    private GroupCoordinator coordinator() {
        return GroupCoordinator.of(engine);
    }

    private void publish(final int count) {
        try (Publisher publisher = engine.publisher(TOPIC)) {
            for (int i = 0; i < count; i++) {
                publisher.publish("key-" + i, "value-" + i);
            }
        }
    }

    /** Poll all until the group has come to rest: each has its share and none of it is another's. */
    private void settle() {
        await(this::isSettled);
    }

    private boolean isSettled() {
        return consumers.stream().allMatch(Consumer::isSettled)
                && consumers.stream()
                        .map(consumer -> consumer.groupMetadata().groupId())
                        .allMatch(group -> group == null
                                || coordinator().describe(group).state() == GroupState.STABLE
                                        && consumers.stream()
                                                .filter(c -> group.equals(
                                                        c.groupMetadata().groupId()))
                                                .allMatch(c -> c.groupMetadata().generation()
                                                        == coordinator()
                                                                .describe(group)
                                                                .generation()));
    }

    private Set<TopicPartition> covered() {
        final Set<TopicPartition> all = new HashSet<>();
        consumers.forEach(consumer -> all.addAll(consumer.assignment()));
        return all;
    }

    private static void pollMany(final Consumer consumer) {
        for (int i = 0; i < 100; i++) {
            consumer.poll(record -> {}, 1);
            Thread.yield();
        }
        final long untilNs = System.nanoTime() + 5_000_000_000L;
        while (System.nanoTime() < untilNs) {
            consumer.poll(record -> {}, 1);
        }
    }

    private void await(final java.util.function.BooleanSupplier condition) {
        final long untilNs = System.nanoTime() + 20_000_000_000L;
        do {
            consumers.forEach(consumer -> consumer.poll(record -> {}, 0));
            if (condition.getAsBoolean()) {
                return;
            }
        } while (System.nanoTime() < untilNs);
        throw new AssertionError("waited in vain; assigned="
                + consumers.stream().map(Consumer::assignment).toList() + " groups="
                + coordinator().list());
    }
}
