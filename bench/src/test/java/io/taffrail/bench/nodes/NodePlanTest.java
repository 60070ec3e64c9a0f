/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodePlanTest {
    @Test
    void shouldBeTheSameWhenReadFromACommandLine() {
        final NodePlan plan = new NodePlan(
                2, Path.of("/tmp/x"), List.of(1, 2, 3), 150, 25, Map.of("retention.ms", "-1", "odd", "a=b"));

        assertEquals(plan, NodePlan.parse(plan.arguments()));
    }

    @Test
    void shouldWaitLongerWhenItIsMorePatient() {
        final NodePlan plan = new NodePlan(1, Path.of("x"), List.of(7, 8), 150, 25, Map.of());

        assertEquals(new NodePlan(2, Path.of("x"), List.of(7, 8), 3_000, 25, Map.of()), plan.of(2, 20));
        assertEquals("127.0.0.1:8", plan.endpoint(2));
    }
}
