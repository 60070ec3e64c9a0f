/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.taffrail.engine.LogDirectory;
import io.taffrail.engine.LogEngine;
import io.taffrail.group.GroupAnswer;
import io.taffrail.group.GroupDescription;
import io.taffrail.group.GroupRequest;
import io.taffrail.group.GroupState;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What those who only look see of groups, compared with what their coordinator knows. */
@Timeout(60)
class GroupsViewTest {
    private static final int STEPS = 300;

    @TempDir
    Path directory;

    @Test
    void shouldSeeNothingAndMakeNothingWhenThereNeverWasAGroup() {
        try (LogEngine engine = LogEngine.open(directory)) {
            assertEquals(List.of(), GroupsView.read(engine).list());
            assertEquals(GroupState.DEAD, GroupsView.read(engine).describe("g").state());
            assertEquals(false, engine.hasTopic(GroupCoordinator.OFFSETS_TOPIC));
        }
    }

    @Test
    void shouldSeeWhatTheCoordinatorKnowsWhenCommitsAndDeletionsComeAtRandom() {
        final long seed = Long.getLong("taffrail.seed", System.nanoTime());
        System.out.println("seed=" + seed + ": run again with -Dtaffrail.seed=" + seed);
        final SplittableRandom random = new SplittableRandom(seed);
        final Map<String, Map<TopicPartition, OffsetAndMetadata>> expected = new HashMap<>();
        try (LogEngine engine = LogEngine.open(directory);
                LogDirectory beside = LogDirectory.open(directory)) {
            engine.topics().create("orders", 4, Map.of());
            final GroupCoordinator coordinator = GroupCoordinator.of(engine);
            for (int i = 0; i < STEPS; i++) {
                step(coordinator, random);
                if (i % 50 == 49) {
                    assertSame(coordinator, GroupsView.read(beside), "seed=" + seed + " step=" + i);
                    assertSame(coordinator, GroupsView.read(engine), "seed=" + seed + " step=" + i);
                }
            }
            coordinator.list().forEach(group -> expected.put(group.groupId(), coordinator.committed(group.groupId())));
        }
        try (LogDirectory after = LogDirectory.open(directory)) {
            final GroupsView view = GroupsView.read(after);
            assertEquals(new TreeSet<>(expected.keySet()), new TreeSet<>(ids(view.list())));
            expected.forEach((group, offsets) -> assertEquals(offsets, view.committed(group)));
        }
    }

    private static void step(final GroupCoordinator coordinator, final SplittableRandom random) {
        final String group = "g" + random.nextInt(8);
        final TopicPartition partition = new TopicPartition("orders", random.nextInt(4));
        final AtomicReference<GroupAnswer> answer = new AtomicReference<>();
        final GroupRequest request =
                switch (random.nextInt(10)) {
                    case 0 -> new GroupRequest.Delete(group);
                    case 1 -> new GroupRequest.DeleteOffsets(group, java.util.Set.of(partition));
                    default ->
                        new GroupRequest.Commit(
                                group,
                                -1,
                                GroupRequest.Identity.NONE,
                                Map.of(partition, new OffsetAndMetadata(0, 1, "m" + random.nextInt(1000))));
                };
        coordinator.request(request, answer::set);
        assertNotNull(answer.get(), "no answer to " + request);
        if (request instanceof GroupRequest.Commit) {
            assertEquals(ErrorCode.NONE, answer.get().error());
        }
    }

    private static void assertSame(final GroupCoordinator coordinator, final GroupsView view, final String where) {
        assertEquals(ids(coordinator.list()), ids(view.list()), where);
        for (final GroupDescription group : coordinator.list()) {
            assertEquals(group.state(), view.describe(group.groupId()).state(), where);
            assertEquals(coordinator.committed(group.groupId()), view.committed(group.groupId()), where);
        }
    }

    private static List<String> ids(final List<GroupDescription> groups) {
        return groups.stream().map(GroupDescription::groupId).toList();
    }
}
