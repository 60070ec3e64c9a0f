/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.model.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What becomes of a consumer's partitions as its group rebalances. A listener that throws is heard at the end: first all is
 * done that has to be done.
 */
final class GroupHoldings implements Membership.Holdings {
    private final Holding holding;
    private final Committer committer;
    private final Supplier<Set<String>> topics;

    GroupHoldings(final Holding holding, final Committer committer, final Supplier<Set<String>> topics) {
        this.holding = holding;
        this.committer = committer;
        this.topics = topics;
    }

    @Override
    public List<TopicPartition> owned() {
        return new ArrayList<>(holding.partitions());
    }

    /** Eagerly, all is given up; else only what is not wanted any more. */
    @Override
    public void onRebalance(final boolean isCooperative) {
        final Set<String> wanted = topics.get();
        final List<TopicPartition> revoked = owned().stream()
                .filter(partition -> !isCooperative || !wanted.contains(partition.topic()))
                .toList();
        allOf(
                committer::commitBeforeLosing,
                () -> giveUp(revoked, () -> holding.listener().onPartitionsRevoked(revoked)));
    }

    @Override
    public void onLost() {
        final List<TopicPartition> lost = owned();
        giveUp(lost, () -> holding.listener().onPartitionsLost(lost));
    }

    /** Those whose topic was deleted are lost, also where a new topic of that name is assigned. */
    @Override
    public void onAssigned(final List<TopicPartition> partitions) {
        final List<TopicPartition> gone = holding.gone();
        final List<TopicPartition> revoked = holding.without(partitions);
        revoked.removeAll(gone);
        allOf(
                () -> giveUp(gone, () -> holding.listener().onPartitionsLost(gone)),
                () -> {
                    if (!revoked.isEmpty()) {
                        committer.commitBeforeLosing();
                    }
                },
                () -> giveUp(revoked, () -> holding.listener().onPartitionsRevoked(revoked)),
                () -> add(partitions));
    }

    private void add(final List<TopicPartition> partitions) {
        final List<TopicPartition> added = new ArrayList<>(partitions);
        added.removeAll(holding.partitions());
        allOf(() -> holding.add(added), () -> holding.listener().onPartitionsAssigned(added));
    }

    private void giveUp(final List<TopicPartition> partitions, final Runnable callback) {
        if (!partitions.isEmpty()) {
            allOf(callback, () -> holding.remove(partitions));
        }
    }

    /** Take every step, and throw what the first one threw. */
    static void allOf(final Runnable... steps) {
        RuntimeException first = null;
        for (final Runnable step : steps) {
            try {
                step.run();
            } catch (final RuntimeException ex) {
                if (first == null) {
                    first = ex;
                } else {
                    first.addSuppressed(ex);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
