/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What those who commit may expect: once they were told that an offset counts, it or a later one is visible; one that they were
 * told nothing of may be; one of a transaction that was not committed never is. Every offset is committed once, so that it is
 * known again.
 */
final class OffsetReference {
    /** By partition in the order in which they were asked for, from the last one that counts. */
    private final Map<TopicPartition, List<OffsetAndMetadata>> possible = new HashMap<>();

    private final Set<TopicPartition> promised = new HashSet<>();
    private final Set<OffsetAndMetadata> hidden = new HashSet<>();
    private final Set<OffsetAndMetadata> deletions = new HashSet<>();

    void onAsked(final TopicPartition partition, final OffsetAndMetadata offset) {
        possible.computeIfAbsent(partition, p -> new ArrayList<>()).add(offset);
    }

    /** A deletion stands among the offsets; what it leaves is none. */
    OffsetAndMetadata onDeletionAsked(final TopicPartition partition) {
        final OffsetAndMetadata deletion = new OffsetAndMetadata(deletions.size(), -1, "deletion");
        deletions.add(deletion);
        onAsked(partition, deletion);
        return deletion;
    }

    void onRefused(final TopicPartition partition, final OffsetAndMetadata offset) {
        possible.get(partition).remove(offset);
    }

    /** It is not visible, until it is shown. */
    void hide(final OffsetAndMetadata offset) {
        hidden.add(offset);
    }

    void show(final OffsetAndMetadata offset) {
        hidden.remove(offset);
    }

    /** It counts, unless a later one does. */
    void promise(final TopicPartition partition, final OffsetAndMetadata offset) {
        final List<OffsetAndMetadata> all = possible.get(partition);
        if (all.contains(offset)) {
            all.subList(0, all.indexOf(offset)).clear();
            promised.add(partition);
        }
    }

    void check(final GroupCore core, final String groupId) {
        possible.forEach((partition, all) -> {
            final OffsetAndMetadata present =
                    core.committed(groupId, partition, false).offset();
            final boolean isPossible = present == null
                    ? !promised.contains(partition) || all.stream().anyMatch(deletions::contains)
                    : all.contains(present) && !hidden.contains(present);
            if (!isPossible) {
                throw new AssertionError("partition=" + partition + " found=" + present + " expected=" + all
                        + " but not=" + hidden + ", nor none unless promised=" + !promised.contains(partition));
            }
        });
    }
}
