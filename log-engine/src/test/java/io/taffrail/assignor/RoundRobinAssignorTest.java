/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import static io.taffrail.assignor.Subscriptions.and;
import static io.taffrail.assignor.Subscriptions.of;
import static io.taffrail.assignor.Subscriptions.to;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundRobinAssignorTest {
    private final PartitionAssignor assignor = PartitionAssignor.named("roundrobin");

    @Test
    void shouldGoOnWithTheNextMemberWhenTopicEnds() {
        assertEquals(
                Map.of("a", and(of("t", 0, 2), of("u", 1)), "b", and(of("t", 1), of("u", 0, 2))),
                assignor.assign(Map.of("t", 3, "u", 3), Map.of("a", to("t", "u"), "b", to("t", "u"))));
    }

    @Test
    void shouldSkipMemberWhenItDoesNotSubscribe() {
        assertEquals(
                Map.of("a", of("t", 0), "b", of("u", 0), "c", and(of("u", 1), of("v", 0, 1, 2))),
                assignor.assign(
                        Map.of("t", 1, "u", 2, "v", 3),
                        Map.of("a", to("t"), "b", to("t", "u"), "c", to("t", "u", "v"))));
    }
}
