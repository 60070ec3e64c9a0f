/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import static io.taffrail.assignor.Subscriptions.and;
import static io.taffrail.assignor.Subscriptions.of;
import static io.taffrail.assignor.Subscriptions.to;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RangeAssignorTest {
    private final PartitionAssignor assignor = PartitionAssignor.named("range");

    @Test
    void shouldGiveTheFirstOneMoreWhenPartitionsDoNotDivideEvenly() {
        assertEquals(
                Map.of("a", of("t", 0, 1, 2), "b", of("t", 3, 4), "c", of("t", 5, 6)),
                assignor.assign(Map.of("t", 7), Map.of("a", to("t"), "b", to("t"), "c", to("t"))));
    }

    @Test
    void shouldDivideTopicsAlikeWhenTheyHaveAsManyPartitions() {
        assertEquals(
                Map.of("a", and(of("t", 0, 1), of("u", 0, 1)), "b", and(of("t", 2), of("u", 2))),
                assignor.assign(Map.of("t", 3, "u", 3), Map.of("a", to("t", "u"), "b", to("t", "u"))));
    }

    @Test
    void shouldDivideAmongSubscribersOnlyWhenSubscriptionsDiffer() {
        assertEquals(
                Map.of("a", of("t", 0, 1, 2), "b", of("u", 0, 1), "c", and(of("t", 3, 4), of("u", 2)), "d", List.of()),
                assignor.assign(
                        Map.of("t", 5, "u", 3), Map.of("a", to("t"), "b", to("u"), "c", to("t", "u"), "d", to("v"))));
    }

    @Test
    void shouldNotCareForWhatMembersOwnWhenTheyOwnSomething() {
        final Map<String, Subscription> members =
                Map.of("a", Subscriptions.owning(of("t", 3), 1, "t"), "b", Subscriptions.owning(of("t", 0), 1, "t"));

        assertEquals(Map.of("a", of("t", 0, 1), "b", of("t", 2, 3)), assignor.assign(Map.of("t", 4), members));
    }
}
