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

/** What becomes of a consumer's partitions as its group rebalances. */
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
        committer.commitBeforeLosing();
        final Set<String> wanted = topics.get();
        revoke(owned().stream()
                .filter(partition -> !isCooperative || !wanted.contains(partition.topic()))
                .toList());
    }

    @Override
    public void onLost() {
        final List<TopicPartition> lost = owned();
        if (!lost.isEmpty()) {
            holding.listener().onPartitionsLost(lost);
            holding.remove(lost);
        }
    }

    @Override
    public boolean onAssigned(final List<TopicPartition> partitions) {
        final List<TopicPartition> revoked = holding.without(partitions);
        if (!revoked.isEmpty()) {
            committer.commitBeforeLosing();
            revoke(revoked);
        }
        final List<TopicPartition> added = new ArrayList<>(partitions);
        added.removeAll(holding.partitions());
        holding.add(added);
        holding.listener().onPartitionsAssigned(added);
        return !revoked.isEmpty();
    }

    private void revoke(final List<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            holding.listener().onPartitionsRevoked(partitions);
            holding.remove(partitions);
        }
    }
}
