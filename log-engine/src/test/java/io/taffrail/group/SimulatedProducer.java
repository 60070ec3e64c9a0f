/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A producer with one transaction at a time, in which members commit offsets. It awaits their answers before it ends the
 * transaction, and aborts one of which it does not know what became of a commit. That it ends is written into the log until it
 * stands there.
 */
final class SimulatedProducer {
    private final SimulatedGroups groups;
    private final OffsetReference reference;
    private final long id;
    private final Map<TopicPartition, OffsetAndMetadata> taken = new HashMap<>();
    private final Set<TopicPartition> unstable = new HashSet<>();
    private int awaited;
    private boolean isInDoubt;
    private boolean isEnding;
    private boolean isCommit;

    SimulatedProducer(final SimulatedGroups groups, final OffsetReference reference, final long id) {
        this.groups = groups;
        this.reference = reference;
        this.id = id;
    }

    long id() {
        return id;
    }

    boolean isOpen() {
        return !isEnding;
    }

    void onSent(final TopicPartition partition, final OffsetAndMetadata offset) {
        awaited++;
        reference.hide(offset);
        reference.onAsked(partition, offset);
    }

    void onAnswer(final TopicPartition partition, final OffsetAndMetadata offset, final GroupAnswer answer) {
        awaited--;
        if (answer == null) {
            isInDoubt = true;
        } else if (answer.error() == ErrorCode.NONE) {
            taken.put(partition, offset);
            unstable.add(partition);
        } else {
            reference.onRefused(partition, offset);
        }
    }

    /** Somebody deletes what was committed for a partition, this transaction's part of it too. */
    void onDeletion(final TopicPartition partition) {
        unstable.remove(partition);
    }

    /** End the transaction if nothing stands in the way. */
    void end(final boolean wantsCommit) {
        if (isEnding || awaited > 0 || taken.isEmpty() && !isInDoubt) {
            return;
        }
        isEnding = true;
        isCommit = wantsCommit && !isInDoubt;
        if (isCommit) {
            taken.values().forEach(reference::show);
        }
        groups.appendEnd(id, isCommit);
    }

    /** What was not committed of the log is gone. */
    void onCrash() {
        if (isEnding) {
            groups.appendEnd(id, isCommit);
        }
    }

    /** The end stands in the log: what the next transaction commits is another matter. */
    void onEnded() {
        if (isCommit) {
            taken.forEach(reference::promise);
        }
        taken.clear();
        unstable.clear();
        isInDoubt = false;
        isEnding = false;
    }

    void check(final GroupCore core) {
        if (isEnding) {
            return;
        }
        for (final TopicPartition partition : unstable) {
            if (core.committed(SimulatedGroups.GROUP, partition, true).error() != ErrorCode.UNSTABLE_OFFSET_COMMIT) {
                throw new AssertionError("taken for stable: partition=" + partition + " producer=" + id);
            }
        }
    }
}
