/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.model.TopicPartition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for any group and any history of it; run again with {@code -Dtaffrail.seed=N}. */
class AssignorFuzzTest {
    private static final long SEED = Long.getLong("taffrail.seed", System.nanoTime());
    private static final int GROUPS = 400;
    private static final int CHANGES = 10;

    @BeforeAll
    static void printSeed() {
        System.out.println("seed=" + SEED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"range", "roundrobin", "sticky"})
    void shouldAssignEveryPartitionToOneSubscriberWhenSomebodySubscribes(final String name) {
        final PartitionAssignor assignor = PartitionAssignor.named(name);
        forEachStep(false, group -> {
            group.confuse();
            final Map<String, List<TopicPartition>> assignment = assignor.assign(group.partitionCounts, group.members);

            assertEquals(group.wanted(), holders(group, assignment).keySet());
            group.adopt(assignment);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"roundrobin", "sticky"})
    void shouldDifferByOneAtMostWhenAllSubscribeAlike(final String name) {
        final PartitionAssignor assignor = PartitionAssignor.named(name);
        forEachStep(true, group -> {
            group.confuse();
            final Map<String, List<TopicPartition>> assignment = assignor.assign(group.partitionCounts, group.members);

            final List<Integer> sizes = TestGroup.sizes(assignment);
            assertTrue(sizes.get(sizes.size() - 1) - sizes.get(0) <= 1, () -> "sizes=" + sizes + " " + group);
            group.adopt(assignment);
        });
    }

    @Test
    void shouldLeaveNothingToEvenOutWhenSubscriptionsDiffer() {
        final PartitionAssignor assignor = PartitionAssignor.named("sticky");
        forEachStep(false, group -> {
            group.confuse();
            final Map<String, List<TopicPartition>> assignment = assignor.assign(group.partitionCounts, group.members);

            assertNull(unevenChain(group, assignment), () -> "assignment=" + assignment + " " + group);
            group.adopt(assignment);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"sticky", "cooperative-sticky"})
    void shouldChangeNothingWhenNothingChanged(final String name) {
        final PartitionAssignor assignor = PartitionAssignor.named(name);
        for (final boolean isSubscribedAlike : new boolean[] {true, false}) {
            forEachStep(isSubscribedAlike, group -> {
                // Two rounds are enough, cooperative or not.
                group.adopt(assignor.assign(group.partitionCounts, group.members));
                final Map<String, List<TopicPartition>> assignment =
                        assignor.assign(group.partitionCounts, group.members);
                group.adopt(assignment);

                assertEquals(assignment, assignor.assign(group.partitionCounts, group.members), group::toString);
            });
        }
    }

    @Test
    void shouldMoveOnlyWhatTheyLeftOrGetWhenMembersComeAndGo() {
        final PartitionAssignor assignor = PartitionAssignor.named("sticky");
        forEachStep(true, group -> {
            group.adopt(assignor.assign(group.partitionCounts, group.members));
            group.leave();
            final Map<String, List<TopicPartition>> afterLeave = assignor.assign(group.partitionCounts, group.members);
            assertEquals(0, group.losses(afterLeave), group::toString);

            group.adopt(afterLeave);
            final String joined = group.join();
            final Map<String, List<TopicPartition>> afterJoin = assignor.assign(group.partitionCounts, group.members);
            assertEquals(afterJoin.get(joined).size(), group.losses(afterJoin), group::toString);
            group.adopt(afterJoin);
        });
    }

    @Test
    void shouldNeverGiveAPartitionToTwoWhenCooperative() {
        final PartitionAssignor assignor = PartitionAssignor.named("cooperative-sticky");
        for (final boolean isSubscribedAlike : new boolean[] {true, false}) {
            forEachStep(isSubscribedAlike, group -> {
                final Map<TopicPartition, String> before = group.owners();
                final Map<String, List<TopicPartition>> first = assignor.assign(group.partitionCounts, group.members);
                // Members still have what they owned when they are told what they get.
                holders(group, first)
                        .forEach((partition, member) -> assertEquals(
                                member, before.getOrDefault(partition, member), () -> partition + " " + group));
                group.adopt(first);

                final Map<String, List<TopicPartition>> second = assignor.assign(group.partitionCounts, group.members);
                assertEquals(0, group.losses(second), group::toString);
                assertEquals(group.wanted(), holders(group, second).keySet());
                assertEquals(
                        TestGroup.sizes(PartitionAssignor.named("sticky").assign(group.partitionCounts, group.members)),
                        TestGroup.sizes(second));
                group.adopt(second);
            });
        }
    }

    @Test
    void shouldHoldBackWhatAnotherHasWhenClaimsAreWrong() {
        final PartitionAssignor assignor = PartitionAssignor.named("cooperative-sticky");
        forEachStep(false, group -> {
            group.confuse();
            final Map<String, List<TopicPartition>> assignment = assignor.assign(group.partitionCounts, group.members);

            holders(group, assignment)
                    .forEach((partition, holder) -> group.members.forEach((id, member) -> {
                        if (!id.equals(holder) && member.owned().contains(partition)) {
                            final Subscription own = group.members.get(holder);
                            assertTrue(
                                    own.owned().contains(partition) && own.generation() > member.generation(),
                                    () -> "partition=" + partition + " holder=" + holder + " other=" + id + " "
                                            + group);
                        }
                    }));
            group.adopt(assignment);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"sticky", "cooperative-sticky"})
    void shouldBeEvenWhenAHundredShareTenThousandThatOneHad(final String name) {
        final Map<String, Integer> counts = new HashMap<>();
        final List<TopicPartition> all = new ArrayList<>();
        for (int topic = 0; topic < 10; topic++) {
            counts.put("t" + topic, 1_000);
            for (int partition = 0; partition < 1_000; partition++) {
                all.add(new TopicPartition("t" + topic, partition));
            }
        }
        final Map<String, Subscription> members = new HashMap<>();
        for (int member = 0; member < 100; member++) {
            members.put("m" + member, new Subscription(counts.keySet(), member == 50 ? all : List.of(), 1, null));
        }

        final Map<String, List<TopicPartition>> assignment =
                PartitionAssignor.named(name).assign(counts, members);

        assignment.forEach(
                (id, part) -> assertEquals(name.equals("sticky") || id.equals("m50") ? 100 : 0, part.size(), id));
    }

    private interface Step {
        void check(TestGroup group);
    }

    private static void forEachStep(final boolean isSubscribedAlike, final Step step) {
        for (int i = 0; i < GROUPS; i++) {
            final TestGroup group = new TestGroup(new Random(SEED + i), isSubscribedAlike);
            for (int change = 0; change < CHANGES; change++) {
                step.check(group);
                group.change();
            }
        }
    }

    /** Who gets each partition; fails if two do, or one that does not subscribe, or if a member has no entry. */
    private static Map<TopicPartition, String> holders(
            final TestGroup group, final Map<String, List<TopicPartition>> assignment) {
        assertEquals(group.members.keySet(), assignment.keySet());
        final Map<TopicPartition, String> holders = new HashMap<>();
        assignment.forEach((id, part) -> part.forEach(partition -> {
            assertNull(holders.put(partition, id), () -> "given out twice: partition=" + partition + " " + group);
            assertTrue(group.members.get(id).topics().contains(partition.topic()), group::toString);
        }));
        return holders;
    }

    /** Two members that partitions could be passed along between, so that it would be more even; null if there are none. */
    private static String unevenChain(final TestGroup group, final Map<String, List<TopicPartition>> assignment) {
        for (final String from : assignment.keySet()) {
            final Set<String> reached = new HashSet<>(Set.of(from));
            final Deque<String> queue = new ArrayDeque<>(reached);
            while (!queue.isEmpty()) {
                for (final TopicPartition partition : assignment.get(queue.remove())) {
                    group.members.forEach((id, member) -> {
                        if (member.topics().contains(partition.topic()) && reached.add(id)) {
                            queue.add(id);
                        }
                    });
                }
            }
            for (final String to : reached) {
                if (assignment.get(from).size() >= assignment.get(to).size() + 2) {
                    return from + " could give to " + to;
                }
            }
        }
        return null;
    }
}
