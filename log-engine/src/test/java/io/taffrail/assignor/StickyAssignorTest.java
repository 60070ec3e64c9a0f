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

class StickyAssignorTest {
    private final PartitionAssignor assignor = PartitionAssignor.named("sticky");

    @Test
    void shouldDealPartitionsOutWhenNobodyOwnsAny() {
        assertEquals(
                Map.of("a", and(of("t", 0, 2), of("u", 1)), "b", and(of("t", 1), of("u", 0))),
                assignor.assign(Map.of("t", 3, "u", 2), Map.of("a", to("t", "u"), "b", to("t", "u"))));
    }

    @Test
    void shouldMoveOnlyWhatTheNewMemberGetsWhenOneJoins() {
        assertEquals(
                Map.of("a", of("t", 0, 2), "b", of("t", 1, 3), "c", of("t", 4, 5)),
                assignor.assign(
                        Map.of("t", 6),
                        Map.of(
                                "a",
                                owning(of("t", 0, 2, 4), 1, "t"),
                                "b",
                                owning(of("t", 1, 3, 5), 1, "t"),
                                "c",
                                to("t"))));
    }

    @Test
    void shouldTakeFromTheTopicWithMostWhenMemberHasToGiveUpSome() {
        assertEquals(
                Map.of("a", and(of("t", 0, 1), of("u", 0, 1)), "b", and(of("t", 2, 3), of("u", 2, 3))),
                assignor.assign(
                        Map.of("t", 4, "u", 4),
                        Map.of(
                                "a",
                                owning(and(of("t", 0, 1, 2, 3), of("u", 0, 1, 2, 3)), 1, "t", "u"),
                                "b",
                                to("t", "u"))));
    }

    @Test
    void shouldHandOutWhatTheOthersLeftWhenMembersAreGone() {
        assertEquals(
                Map.of("a", of("t", 0, 1, 3), "c", of("t", 2, 4, 5)),
                assignor.assign(
                        Map.of("t", 6),
                        Map.of("a", owning(of("t", 0, 3), 1, "t"), "c", owning(of("t", 2, 5), 1, "t"))));
    }

    @Test
    void shouldDropOwnedPartitionsWhenTheyAreGoneOrNotSubscribed() {
        assertEquals(
                Map.of("a", of("t", 0), "b", and(of("t", 1), of("u", 0))),
                assignor.assign(
                        Map.of("t", 2, "u", 1),
                        Map.of(
                                "a", owning(and(of("t", 0, 7), and(of("gone", 0), of("u", 0))), 1, "t"),
                                "b", owning(of("t", 1), 1, "t", "u"))));
    }

    @Test
    void shouldBelieveTheHigherGenerationWhenTwoClaimAPartition() {
        assertEquals(
                Map.of("a", of("t", 2, 3), "b", of("t", 0, 1)),
                assignor.assign(
                        Map.of("t", 4),
                        Map.of("a", owning(of("t", 0, 1), 4, "t"), "b", owning(of("t", 0, 1), 5, "t"))));
    }

    @Test
    void shouldLeavePartitionToNobodyWhenTwoOfAGenerationClaimIt() {
        // Each could keep t-2 without that being uneven; who gets it is decided as if neither had had it.
        assertEquals(
                Map.of("a", of("t", 0, 2), "b", of("t", 1), "c", of("t", 3)),
                assignor.assign(
                        Map.of("t", 4),
                        Map.of(
                                "a", owning(of("t", 0), 5, "t"),
                                "b", owning(of("t", 1, 2), 5, "t"),
                                "c", owning(of("t", 3, 2), 5, "t"))));
    }

    @Test
    void shouldGivePartitionToTheOneAboveWhenTwoBelowClaimItToo() {
        assertEquals(
                Map.of("a", List.of(), "b", List.of(), "c", of("t", 0)),
                assignor.assign(
                        Map.of("t", 1),
                        Map.of(
                                "a", owning(of("t", 0), 5, "t"),
                                "b", owning(of("t", 0), 5, "t"),
                                "c", owning(of("t", 0, 0), 6, "t"))));
    }

    @Test
    void shouldKeepPartitionWhenItsMemberClaimsItTwice() {
        assertEquals(
                Map.of("a", of("t", 1), "b", of("t", 0)),
                assignor.assign(Map.of("t", 2), Map.of("a", to("t"), "b", owning(of("t", 0, 0), 3, "t"))));
    }

    @Test
    void shouldPassPartitionsOnWhenOneInTheMiddleHasToGive() {
        // c can have only u, and a has only t: b takes one of a's and gives one of its own.
        assertEquals(
                Map.of("a", of("t", 0, 1), "b", and(of("t", 2), of("u", 0)), "c", of("u", 1)),
                assignor.assign(
                        Map.of("t", 3, "u", 2),
                        Map.of(
                                "a", owning(of("t", 0, 1, 2), 1, "t"),
                                "b", owning(of("u", 0, 1), 1, "t", "u"),
                                "c", to("u"))));
    }

    @Test
    void shouldTakeTheShortestWayWhenSeveralMembersHaveMost() {
        // b can give to c directly; a, which is first, could give to c only through b.
        assertEquals(
                Map.of("a", of("t", 0, 1), "b", of("t", 2), "c", of("u", 0)),
                assignor.assign(
                        Map.of("t", 3, "u", 1),
                        Map.of(
                                "a", owning(of("t", 0, 1), 1, "t"),
                                "b", owning(and(of("t", 2), of("u", 0)), 1, "t", "u"),
                                "c", to("u"))));
    }

    @Test
    void shouldPassOnWhatIsNewWhenThatServesAsWellAsWhatIsOwned() {
        // v goes to b at first. Then c gives to a, and b gives v to c rather than one of u.
        assertEquals(
                Map.of("a", of("t", 0, 1), "b", of("u", 0, 1), "c", and(of("u", 2), of("v", 0))),
                assignor.assign(
                        Map.of("t", 2, "u", 3, "v", 1),
                        Map.of(
                                "a", owning(of("t", 0), 1, "t"),
                                "b", owning(of("u", 0, 1), 1, "u", "v"),
                                "c", owning(and(of("t", 1), of("u", 2)), 1, "t", "u", "v"))));
    }

    @Test
    void shouldPassNewPartitionsOnWhenOnlySomeMembersCanHaveThem() {
        // t is dealt to both at first; but u can only go to b, which then has too many.
        assertEquals(
                Map.of("a", of("t", 0, 1), "b", of("u", 0, 1)),
                assignor.assign(Map.of("t", 2, "u", 2), Map.of("a", to("t"), "b", to("t", "u"))));
    }
}
