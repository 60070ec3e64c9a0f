/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import io.taffrail.model.TopicPartition;
import java.util.Arrays;

/**
 * Who owns each partition before an assignment, from what the members say.
 *
 * <p>Of several members that claim a partition the one of the highest generation owns it: the others missed a
 * rebalance. Within the same generation one of them is wrong and there is no telling which, so nobody owns it.
 * Partitions that do not exist any more are dropped.
 */
final class Claims {
    /** In place of the only member that claims a partition: there are several. */
    private static final int SEVERAL = -2;

    private final Roster roster;
    private final int[] owners;
    private final int[] generations;
    private final int[] claimants;

    Claims(final Roster roster) {
        this.roster = roster;
        owners = roster.nobodies();
        claimants = roster.nobodies();
        generations = new int[owners.length];
        Arrays.fill(generations, Integer.MIN_VALUE);
        for (int member = 0; member < roster.memberCount(); member++) {
            for (final TopicPartition owned : roster.subscription(member).owned()) {
                final int topic = roster.topic(owned.topic());
                if (topic >= 0 && owned.partition() < roster.firstPartition(topic + 1) - roster.firstPartition(topic)) {
                    claim(member, roster.firstPartition(topic) + owned.partition());
                }
            }
        }
    }

    private void claim(final int member, final int partition) {
        final int generation = roster.subscription(member).generation();
        if (generation > generations[partition]) {
            owners[partition] = member;
            generations[partition] = generation;
        } else if (generation == generations[partition] && owners[partition] != member) {
            owners[partition] = Roster.NOBODY;
        }
        if (claimants[partition] == Roster.NOBODY) {
            claimants[partition] = member;
        } else if (claimants[partition] != member) {
            claimants[partition] = SEVERAL;
        }
    }

    /** Member that owns a partition, whether it still subscribes to the topic or not; or {@link Roster#NOBODY}. */
    int owner(final int partition) {
        return owners[partition];
    }

    /**
     * If a member must not have a partition yet because another one may still be using it. A member's own partition
     * is never denied to it: a claim of a lower generation is void.
     */
    boolean isHeldByAnother(final int partition, final int member) {
        return owners[partition] != member && claimants[partition] != Roster.NOBODY && claimants[partition] != member;
    }
}
