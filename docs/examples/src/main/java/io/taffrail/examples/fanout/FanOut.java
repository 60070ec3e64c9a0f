/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.fanout;

import io.taffrail.coordinator.GroupCoordinator;
import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.examples.Checks;
import io.taffrail.examples.DirectoryOption;
import io.taffrail.examples.Workers;
import io.taffrail.log.PublishResult;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * One topic, three groups: billing, of whose three members one leaves; shipping, two members that are slow; and analytics,
 * which joins when half of the orders have been published and begins with the first one all the same.
 */
final class FanOut {
    static final String TOPIC = "fan-out.orders";
    static final int BILLING_MEMBERS = 3;
    private static final long REST_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final LogEngine engine;
    private final PrintWriter out;
    private final int orders;
    private final int partitions;
    private final Group billing;
    private final Group shipping;
    private final Group analytics;
    private final List<Group> groups;
    private long publishedCents;

    FanOut(final LogEngine engine, final PrintWriter out, final int orders, final int partitions) {
        this.engine = engine;
        this.out = out;
        this.orders = orders;
        this.partitions = partitions;
        billing = new Group("billing", orders, partitions);
        shipping = new Group("shipping", orders, partitions);
        analytics = new Group("analytics", orders, partitions);
        groups = List.of(billing, shipping, analytics);
    }

    /** Publish, let the groups consume, and check what they saw. */
    void run(final Checks checks) {
        DirectoryOption.replaceTopic(engine, TOPIC, partitions, Map.of());
        final Member leaver;
        try (Workers workers = new Workers();
                Publisher publisher = engine.publisher(TOPIC)) {
            new Member(engine, workers, billing, 1).start();
            leaver = new Member(engine, workers, billing, 2)
                    .leavingAfter(orders / (4 * partitions)) // long before it is through with its partitions
                    .start();
            new Member(engine, workers, billing, BILLING_MEMBERS).start();
            new Member(engine, workers, shipping, 1).resting(REST_NS).start();
            new Member(engine, workers, shipping, 2).resting(REST_NS).start();
            workers.await(
                    "the members of billing and shipping to have partitions",
                    () -> BILLING_MEMBERS - billing.holders() + 2 - shipping.holders());

            publish(publisher, 0, orders / 2);
            new Member(engine, workers, analytics, 1).start();
            publish(publisher, orders / 2, orders);
            out.printf("%,d orders in %d partitions; not handled when the last was published: ", orders, partitions);
            out.printf(
                    "billing %,d, shipping %,d, analytics %,d%n",
                    billing.missing(), shipping.missing(), analytics.missing());
            for (final Group group : groups) {
                workers.await(group.name() + " to see every order", group::missing);
            }
        }
        report(leaver);
        groups.forEach(group -> group.check(checks, publishedCents));
        groups.forEach(group -> checks.requireEqual(group.name() + " has no lag", lag(group), 0));
        checkMoved(checks, leaver);
    }

    private void publish(final Publisher publisher, final int from, final int to) {
        for (int i = from; i < to; i++) {
            final Order order = Order.numbered(i);
            final long result = publisher.publish(order.customer(), order.value());
            if (result < 0) {
                throw new EngineException("cannot publish: topic=" + TOPIC + ": " + PublishResult.describe(result));
            }
            publishedCents += order.cents();
        }
    }

    private void report(final Member leaver) {
        final TreeSet<String> heirs = new TreeSet<>();
        leaver.leftBehind().forEach(partition -> heirs.add(billing.lastReader(partition.partition())));
        out.printf(
                "%s left after %,d orders: %s went on in %s%n",
                leaver.name(), leaver.handled(), String.join(" and ", heirs), new TreeSet<>(leaver.leftBehind()));
        out.printf("%-10s %10s %14s %6s%n", "group", "orders", "cents", "lag");
        for (final Group group : groups) {
            out.printf("%-10s %,10d %,14d %,6d%n", group.name(), group.handled(), group.cents(), lag(group));
        }
    }

    /** How many orders a group has not committed. */
    private long lag(final Group group) {
        final Map<TopicPartition, OffsetAndMetadata> committed =
                GroupCoordinator.of(engine).committed(group.id());
        long lag = 0;
        for (int partition = 0; partition < partitions; partition++) {
            final OffsetAndMetadata place = committed.get(new TopicPartition(TOPIC, partition));
            lag += engine.offsets(TOPIC, partition).endOffset() - (place == null ? 0 : place.offset());
        }
        return lag;
    }

    private void checkMoved(final Checks checks, final Member leaver) {
        final boolean hasMoved = !leaver.leftBehind().isEmpty()
                && leaver.leftBehind().stream()
                        .noneMatch(partition -> leaver.name().equals(billing.lastReader(partition.partition())));
        checks.require(
                "the partitions of the member that left were read on by others",
                hasMoved,
                leaver.name() + " left " + leaver.leftBehind() + " and nobody went on in all of them");
    }
}
