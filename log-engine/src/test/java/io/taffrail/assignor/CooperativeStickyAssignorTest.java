/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import static io.taffrail.assignor.Subscriptions.and;
import static io.taffrail.assignor.Subscriptions.of;
import static io.taffrail.assignor.Subscriptions.owning;
import static io.taffrail.assignor.Subscriptions.to;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CooperativeStickyAssignorTest {
    private final PartitionAssignor assignor = PartitionAssignor.named("cooperative-sticky");

    @Test
    void shouldHoldBackWhatMovesWhenOneJoins() {
        assertEquals(
                Map.of("a", of("t", 0, 1), "b", List.of()),
                assignor.assign(Map.of("t", 4), Map.of("a", owning(of("t", 0, 1, 2, 3), 1, "t"), "b", to("t"))));
    }

    @Test
    void shouldHandItOutWhenItWasGivenUp() {
        assertEquals(
                Map.of("a", of("t", 0, 1), "b", of("t", 2, 3)),
                assignor.assign(
                        Map.of("t", 4), Map.of("a", owning(of("t", 0, 1), 2, "t"), "b", owning(List.of(), 2, "t"))));
    }

    @Test
    void shouldHandPartitionsOutAtOnceWhenNobodyHasThem() {
        assertEquals(
                Map.of("a", of("t", 0, 2), "b", of("t", 1, 3)),
                assignor.assign(
                        Map.of("t", 4), Map.of("a", owning(of("t", 0), 1, "t"), "b", owning(of("t", 1), 1, "t"))));
    }

    @Test
    void shouldHoldBackPartitionWhenItsOwnerUnsubscribed() {
        assertEquals(
                Map.of("a", of("u", 0), "b", List.of()),
                assignor.assign(
                        Map.of("t", 1, "u", 1),
                        Map.of("a", owning(and(of("t", 0), of("u", 0)), 1, "u"), "b", to("t"))));
    }

    @Test
    void shouldHoldBackPartitionWhenTwoOfAGenerationClaimIt() {
        assertEquals(
                Map.of("a", List.of(), "b", List.of()),
                assignor.assign(
                        Map.of("t", 1), Map.of("a", owning(of("t", 0), 3, "t"), "b", owning(of("t", 0), 3, "t"))));
    }

    @Test
    void shouldLeavePartitionWithItsOwnerWhenAnOldClaimSurfaces() {
        assertEquals(
                Map.of("a", of("t", 1), "b", of("t", 0)),
                assignor.assign(
                        Map.of("t", 2), Map.of("a", owning(of("t", 0), 3, "t"), "b", owning(of("t", 0), 4, "t"))));
    }
}
