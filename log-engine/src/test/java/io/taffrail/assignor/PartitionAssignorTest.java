/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import static io.taffrail.assignor.Subscriptions.asInstance;
import static io.taffrail.assignor.Subscriptions.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.model.TopicPartition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all assignors have in common. */
class PartitionAssignorTest {
    @ParameterizedTest
    @ValueSource(strings = {"range", "roundrobin", "sticky", "cooperative-sticky"})
    void shouldFindAssignorWhenGivenItsName(final String name) {
        final PartitionAssignor assignor = PartitionAssignor.named(name);

        assertEquals(name, assignor.name());
        assertEquals(name.equals("cooperative-sticky"), assignor.isCooperative());
    }

    @Test
    void shouldNameTheFourWhenNameIsUnknown() {
        final String message = assertThrows(IllegalArgumentException.class, () -> PartitionAssignor.named("Range"))
                .getMessage();

        assertEquals("unknown assignor: name=Range, use one of range, roundrobin, sticky, cooperative-sticky", message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"range", "roundrobin", "sticky", "cooperative-sticky"})
    void shouldGiveEveryMemberAnEntryWhenThereIsNothingForIt(final String name) {
        final PartitionAssignor assignor = PartitionAssignor.named(name);

        assertEquals(Map.of(), assignor.assign(Map.of("t", 3), Map.of()));
        assertEquals(Map.of("a", List.of()), assignor.assign(Map.of("t", 3), Map.of("a", to())));
        assertEquals(Map.of("a", List.of()), assignor.assign(Map.of("t", 3), Map.of("a", to("unknown"))));
        assertEquals(Map.of("a", List.of()), assignor.assign(Map.of("t", 0), Map.of("a", to("t"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"range", "roundrobin", "sticky", "cooperative-sticky"})
    void shouldLeaveMembersWithoutPartitionsWhenThereAreMoreMembers(final String name) {
        final Map<String, List<TopicPartition>> assignment = PartitionAssignor.named(name)
                .assign(Map.of("t", 2), Map.of("a", to("t"), "b", to("t"), "c", to("t", "unknown")));

        assertEquals(Map.of("a", Subscriptions.of("t", 0), "b", Subscriptions.of("t", 1), "c", List.of()), assignment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"range", "roundrobin", "sticky", "cooperative-sticky"})
    void shouldIgnoreTopicWhenNobodySubscribes(final String name) {
        final Map<String, List<TopicPartition>> assignment =
                PartitionAssignor.named(name).assign(Map.of("t", 1, "u", 5), Map.of("a", to("t"), "b", to()));

        assertEquals(Map.of("a", Subscriptions.of("t", 0), "b", List.of()), assignment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"range", "roundrobin", "sticky", "cooperative-sticky"})
    void shouldPutStaticMembersFirstByInstanceWhenThereAreAny(final String name) {
        final Map<String, List<TopicPartition>> assignment = PartitionAssignor.named(name)
                .assign(Map.of("t", 3), Map.of("a", to("t"), "b", asInstance("2", "t"), "c", asInstance("1", "t")));

        assertEquals(
                Map.of(
                        "c", Subscriptions.of("t", 0),
                        "b", Subscriptions.of("t", 1),
                        "a", Subscriptions.of("t", 2)),
                assignment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"range", "roundrobin", "sticky", "cooperative-sticky"})
    void shouldGiveTheSameWhenTheMapsAreInAnotherOrder(final String name) {
        final Map<String, Integer> counts = new LinkedHashMap<>();
        final Map<String, Subscription> members = new LinkedHashMap<>();
        final Map<String, Integer> countsBackwards = new LinkedHashMap<>();
        final Map<String, Subscription> membersBackwards = new LinkedHashMap<>();
        for (int i = 0; i < 9; i++) {
            counts.put("t" + i, i);
            members.put("m" + i, to("t" + i, "t" + (i + 1) % 9, "t" + (i * 5) % 7));
            countsBackwards.put("t" + (8 - i), 8 - i);
        }
        for (int i = 8; i >= 0; i--) {
            membersBackwards.put("m" + i, members.get("m" + i));
        }

        final PartitionAssignor assignor = PartitionAssignor.named(name);
        final Map<String, List<TopicPartition>> assignment = assignor.assign(counts, members);

        assertEquals(assignment, assignor.assign(countsBackwards, membersBackwards));
        assertEquals(List.copyOf(members.keySet()), List.copyOf(assignment.keySet()));
        for (final List<TopicPartition> part : assignment.values()) {
            assertEquals(part.stream().sorted().toList(), part);
            assertThrows(UnsupportedOperationException.class, () -> part.add(new TopicPartition("t", 0)));
        }
    }

    @Test
    void shouldRejectNumberOfPartitionsWhenNegative() {
        final String message = assertThrows(IllegalArgumentException.class, () -> PartitionAssignor.named("range")
                        .assign(Map.of("t", -1), Map.of("a", to("t"))))
                .getMessage();

        assertEquals("partitionCount=-1 must not be negative: topic=t", message);
    }

    @Test
    void shouldCopyAndSortTopicsWhenSubscriptionIsMade() {
        final Subscription subscription = to("b", "c", "a");

        assertEquals(List.of("a", "b", "c"), List.copyOf(subscription.topics()));
        assertThrows(
                UnsupportedOperationException.class, () -> subscription.topics().add("d"));
    }

    @Test
    void shouldRejectSubscriptionWhenGenerationIsBelowUnknown() {
        final String message = assertThrows(
                        IllegalArgumentException.class, () -> new Subscription(Set.of(), List.of(), -2, null))
                .getMessage();

        assertTrue(message.startsWith("generation=-2 must be at least -1"), message);
    }
}
