/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.machine.Machine;
import io.taffrail.bench.rig.Scratch;
import io.taffrail.consumer.Consumer;
import io.taffrail.consumer.ConsumerConfig;
import io.taffrail.consumer.OffsetReset;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What consumer groups cost: a rebalance from a member's coming or going until all have their share, and a commit. */
@Command(name = "groups", description = "Rebalances and commits of a consumer group.")
public final class GroupsCommand implements Callable<Integer> {
    private static final String TOPIC = "bench";
    private static final int RECORDS = 1_000;
    private static final double NS_PER_US = 1e3;
    private static final double NS_PER_MS = 1e6;

    @Option(
            names = "--members",
            converter = Options.Positive.class,
            description = "of the group (default: ${DEFAULT-VALUE})",
            defaultValue = "8")
    private int members;

    @Option(
            names = "--partitions",
            converter = Options.Positive.class,
            description = "that they share (default: ${DEFAULT-VALUE})",
            defaultValue = "64")
    private int partitions;

    @Option(
            names = "--rounds",
            converter = Options.Positive.class,
            description = "of one member going and coming; a tenth more to warm up (default: ${DEFAULT-VALUE})",
            defaultValue = "300")
    private int rounds;

    @Option(
            names = "--commits",
            converter = Options.Positive.class,
            description = "measured; as many more to warm up (default: ${DEFAULT-VALUE})",
            defaultValue = "200000")
    private int commits;

    @Option(
            names = "--assignor",
            description = "range, roundrobin, sticky or cooperative-sticky (default: ${DEFAULT-VALUE})",
            defaultValue = "cooperative-sticky")
    private String assignor;

    @Mixin
    private DirectoryOption place;

    /** For picocli. */
    public GroupsCommand() {
        // options are injected
    }

    @Override
    public Integer call() throws IOException {
        System.out.println(Machine.describe(place.directory));
        final Path at = Scratch.create(place.directory);
        try (LogEngine engine = LogEngine.open(at)) {
            engine.topics().create(TOPIC, partitions);
            publish(engine);
            rebalances(engine);
            commits(engine);
        } finally {
            Scratch.delete(at);
        }
        return 0;
    }

    private static void publish(final LogEngine engine) {
        try (Publisher publisher = engine.publisher(TOPIC)) {
            for (int i = 0; i < RECORDS; i++) {
                publisher.publish("key-" + i, "value");
            }
        }
    }

    private void rebalances(final LogEngine engine) {
        final List<Consumer> group = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            group.add(member(engine));
        }
        settle(group);
        final Histogram leaving = new Histogram(3);
        final Histogram coming = new Histogram(3);
        for (int round = -rounds / 10; round < rounds; round++) {
            if (round == 0) {
                leaving.reset();
                coming.reset();
            }
            long since = System.nanoTime();
            group.remove(Math.floorMod(round, members)).close();
            settle(group);
            leaving.recordValue(System.nanoTime() - since);
            since = System.nanoTime();
            group.add(member(engine));
            settle(group);
            coming.recordValue(System.nanoTime() - since);
        }
        group.forEach(Consumer::close);
        System.out.printf(
                "  %d members, %d partitions, %s, until all have their share:%n", members, partitions, assignor);
        Times.print("one leaves", leaving, NS_PER_MS, "ms");
        Times.print("one joins", coming, NS_PER_MS, "ms");
    }

    private Consumer member(final LogEngine engine) {
        final Consumer consumer = Consumer.open(
                engine,
                ConsumerConfig.group("bench")
                        .assignors(assignor)
                        .offsetReset(OffsetReset.earliest())
                        .autoCommit(false)
                        .build());
        consumer.subscribe(Set.of(TOPIC));
        return consumer;
    }

    /** Poll each in turn until the partitions are shared out evenly and nobody has more to do. */
    private void settle(final List<Consumer> group) {
        final int least = partitions / group.size();
        boolean isSettled = false;
        while (!isSettled) {
            int held = 0;
            isSettled = true;
            for (final Consumer consumer : group) {
                consumer.poll(record -> {}, 1);
                final int own = consumer.assignment().size();
                held += own;
                isSettled &= consumer.isSettled() && own >= least;
            }
            isSettled &= held == partitions;
        }
    }

    private void commits(final LogEngine engine) {
        try (Consumer consumer = member(engine)) {
            settle(List.of(consumer));
            final TopicPartition partition = new TopicPartition(TOPIC, 0);
            final Histogram waited = new Histogram(3);
            for (int i = -commits; i < commits; i++) {
                final Map<TopicPartition, OffsetAndMetadata> offsets = Map.of(partition, OffsetAndMetadata.of(i & 1));
                final long since = System.nanoTime();
                consumer.commit(offsets);
                final long took = System.nanoTime() - since;
                if (i >= 0) {
                    waited.recordValue(took);
                }
            }
            Times.print("commit", waited, NS_PER_US, "us");
        }
    }
}
