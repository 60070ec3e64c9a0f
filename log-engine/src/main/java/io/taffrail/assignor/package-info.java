/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Divides the partitions of topics among the members of a group: by range, in turn, or by changing as little as
 * possible. The same input always gives the same output, and the names are Kafka's.
 *
 * <p>Everything numbers members, topics and partitions first ({@code Roster}), works on arrays, and turns them into
 * names again at the end. The sticky assignors settle who owns what ({@code Claims}), place what nobody owns and then
 * move what has to move ({@code Balancer} over {@code Placement}).
 *
 * <p>Racks are not considered.
 *
 * <p>Depends on the JDK and {@link io.taffrail.model} only. Start reading at
 * {@link io.taffrail.assignor.PartitionAssignor}, then {@code RangeAssignor} and {@code StickyAssignor}.
 */
package io.taffrail.assignor;
