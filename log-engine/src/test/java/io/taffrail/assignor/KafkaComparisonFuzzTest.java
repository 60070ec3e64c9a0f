/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.model.TopicPartition;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares our assignors with Kafka's on the same random histories; run again with {@code -Dtaffrail.seed=N}. */
class KafkaComparisonFuzzTest {
    private static final long SEED = Long.getLong("taffrail.seed", System.nanoTime());
    private static final int GROUPS = 200;
    private static final int CHANGES = 10;

    @ParameterizedTest
    @CsvSource({"range,true", "range,false", "roundrobin,true", "roundrobin,false"})
    void shouldAssignAsKafkaDoesWhenNothingIsKept(final String name, final boolean isSubscribedAlike) {
        System.out.println("seed=" + SEED);
        for (int i = 0; i < GROUPS; i++) {
            final TestGroup group = new TestGroup(new Random(SEED + i), isSubscribedAlike);
            for (int change = 0; change < CHANGES; change++) {
                final Map<String, List<TopicPartition>> ours =
                        PartitionAssignor.named(name).assign(group.partitionCounts, group.members);

                assertEquals(KafkaAssignors.assign(name, group), ours, group::toString);
                group.adopt(ours);
                group.change();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sticky", "cooperative-sticky"})
    void shouldBeAsEvenAndStickyAsKafkaWhenAllSubscribeAlike(final String name) {
        System.out.println("seed=" + SEED);
        for (int i = 0; i < GROUPS; i++) {
            final TestGroup group = new TestGroup(new Random(SEED + i), true);
            for (int change = 0; change < CHANGES; change++) {
                final TestGroup theirGroup = group.copy();
                final Map<String, List<TopicPartition>> ours =
                        PartitionAssignor.named(name).assign(group.partitionCounts, group.members);
                final Map<String, List<TopicPartition>> theirs = KafkaAssignors.assign(name, group);

                // The first round tells what moves; after the second one a cooperative group is complete, too.
                assertEquals(TestGroup.sizes(theirs), TestGroup.sizes(ours), group::toString);
                assertEquals(group.losses(theirs), group.losses(ours), group::toString);
                group.adopt(ours);
                theirGroup.adopt(theirs);
                final Map<String, List<TopicPartition>> oursAtLast =
                        PartitionAssignor.named(name).assign(group.partitionCounts, group.members);
                final Map<String, List<TopicPartition>> theirsAtLast = KafkaAssignors.assign(name, theirGroup);
                assertEquals(TestGroup.sizes(theirsAtLast), TestGroup.sizes(oursAtLast), group::toString);
                group.adopt(i % 2 == 0 ? oursAtLast : theirsAtLast);
                group.change();
            }
        }
    }

    /**
     * Where subscriptions differ, Kafka's assignor can stop before the assignment is as even as it could be. Ours must not
     * be less even, and over all histories it must not move more.
     *
     * <p>The seeds are fixed, because Kafka 4.4.0 can go round for ever where subscriptions differ: it did once in 72,000
     * random assignments. Groups with a member without topics are left out: Kafka can take all subscriptions for equal
     * then, and give that member partitions.
     */
    @Test
    void shouldBeAtLeastAsEvenAsKafkaWhenSubscriptionsDiffer() {
        long ourLosses = 0;
        long theirLosses = 0;
        for (int seed = 1_000; seed < 1_000 + GROUPS; seed++) {
            final TestGroup group = new TestGroup(new Random(seed), false);
            for (int change = 0; change < CHANGES; change++) {
                if (!group.hasMemberWithoutTopics()) {
                    final Map<String, List<TopicPartition>> ours =
                            PartitionAssignor.named("sticky").assign(group.partitionCounts, group.members);
                    final Map<String, List<TopicPartition>> theirs = KafkaAssignors.assign("sticky", group);

                    assertTrue(TestGroup.unevenness(ours) <= TestGroup.unevenness(theirs), group::toString);
                    ourLosses += group.losses(ours);
                    theirLosses += group.losses(theirs);
                    group.adopt(theirs);
                }
                group.change();
            }
        }
        assertTrue(ourLosses <= theirLosses, "ours=" + ourLosses + " theirs=" + theirLosses + " partitions moved");
    }
}
