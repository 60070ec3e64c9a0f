/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.assignor;

import io.taffrail.model.TopicPartition;
import java.util.List;
import java.util.Map;

/**
 * Divides partitions among the members of a group. A pure function: the same input gives the same output, whatever the
 * order of the maps.
 *
 * <p><b>Threading:</b> assignors have no state; any thread may call any of them.
 */
public interface PartitionAssignor {
    /**
     * The assignor of a name.
     *
     * <table>
     *   <caption>Assignors</caption>
     *   <tr><th>name</th><th>gives a member</th></tr>
     *   <tr><td>{@code range}</td><td>of each topic a contiguous range; topics with the same number of partitions and the
     *     same subscribers are divided alike</td></tr>
     *   <tr><td>{@code roundrobin}</td><td>its turn at each partition of all topics</td></tr>
     *   <tr><td>{@code sticky}</td><td>its fair share, made of what it owned as far as that goes</td></tr>
     *   <tr><td>{@code cooperative-sticky}</td><td>the same, in two rounds</td></tr>
     * </table>
     *
     * @param name one of the four names; case matters.
     * @return the assignor.
     * @throws IllegalArgumentException if there is none of this name.
     */
    static PartitionAssignor named(final String name) {
        return switch (name) {
            case RangeAssignor.NAME -> RangeAssignor.INSTANCE;
            case RoundRobinAssignor.NAME -> RoundRobinAssignor.INSTANCE;
            case StickyAssignor.NAME -> StickyAssignor.INSTANCE;
            case CooperativeStickyAssignor.NAME -> CooperativeStickyAssignor.INSTANCE;
            default ->
                throw new IllegalArgumentException("unknown assignor: name=" + name + ", use one of "
                        + String.join(
                                ", ",
                                RangeAssignor.NAME,
                                RoundRobinAssignor.NAME,
                                StickyAssignor.NAME,
                                CooperativeStickyAssignor.NAME));
        };
    }

    /**
     * Name, as Kafka has it.
     *
     * @return the name that {@link #named(String)} takes.
     */
    String name();

    /**
     * If members keep what they own while the group rebalances. What has to move is then in nobody's assignment at
     * first: its owner gives it up and the group rebalances once more, which hands it out.
     *
     * @return true if so; false if members give up everything before they rejoin.
     */
    boolean isCooperative();

    /**
     * Divides the partitions.
     *
     * @param partitionCounts number of partitions by topic, from 0. Subscribed topics that are not in it are ignored, and
     *                        so are topics in it that nobody subscribes to.
     * @param members         subscriptions by member id.
     * @return partitions by member id, an entry for each member; both in ascending order and unmodifiable.
     * @throws IllegalArgumentException if a number of partitions is negative.
     */
    Map<String, List<TopicPartition>> assign(Map<String, Integer> partitionCounts, Map<String, Subscription> members);
}
