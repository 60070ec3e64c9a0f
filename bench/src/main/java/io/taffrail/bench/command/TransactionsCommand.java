/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.machine.Machine;
import io.taffrail.bench.rig.Scratch;
import io.taffrail.consumer.GroupMetadata;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.log.PublishResult;
import io.taffrail.log.RecordDraft;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import io.taffrail.producer.ProducerConfig;
import io.taffrail.producer.TransactionalProducer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a transaction costs: a record to each of some partitions, offsets of a consumer, and its end. */
@Command(name = "transactions", description = "Transactions over some partitions and offsets.")
public final class TransactionsCommand implements Callable<Integer> {
    private static final String TOPIC = "bench";
    private static final TopicPartition IN = new TopicPartition("in", 0);
    private static final GroupMetadata GROUP = new GroupMetadata("bench", -1, "", null);
    private static final int VALUE_BYTES = 100;
    private static final double NS_PER_US = 1e3;

    @Option(
            names = "--transactions",
            converter = Options.Positive.class,
            description = "measured of each kind; as many more to warm up (default: ${DEFAULT-VALUE})",
            defaultValue = "100000")
    private int transactions;

    @Option(
            names = "--partitions",
            converter = Options.Positive.class,
            description = "that get a record each (default: ${DEFAULT-VALUE})",
            defaultValue = "2")
    private int partitions;

    @Mixin
    private DirectoryOption place;

    /** For picocli. */
    public TransactionsCommand() {
        // options are injected
    }

    @Override
    public Integer call() throws IOException {
        System.out.println(Machine.describe(place.directory));
        final Path at = Scratch.create(place.directory);
        try (LogEngine engine = LogEngine.open(at)) {
            engine.topics().create(TOPIC, partitions, Map.of("retention.bytes", "268435456"));
            engine.topics().create(IN.topic(), 1);
            engine.publisher(IN.topic()).publish("key", "value");
            try (TransactionalProducer producer = TransactionalProducer.open(engine, ProducerConfig.of("bench"))) {
                System.out.printf("  a transaction over %d partitions, durability async:%n", partitions);
                measure("records", producer, false, true);
                measure("and offsets", producer, true, true);
                measure("aborted", producer, true, false);
            }
        } finally {
            Scratch.delete(at);
        }
        return 0;
    }

    private void measure(
            final String what,
            final TransactionalProducer producer,
            final boolean withOffsets,
            final boolean isCommit) {
        final Histogram whole = new Histogram(3);
        final Histogram ends = new Histogram(3);
        final Publisher publisher = producer.publisher(TOPIC);
        final RecordDraft draft = new RecordDraft().value(new byte[VALUE_BYTES]);
        for (int i = -transactions; i < transactions; i++) {
            final long since = System.nanoTime();
            producer.begin();
            for (int partition = 0; partition < partitions; partition++) {
                publish(publisher, draft.partition(partition));
            }
            if (withOffsets) {
                producer.sendOffsets(Map.of(IN, OffsetAndMetadata.of(i & 1)), GROUP);
            }
            final long endsAt = System.nanoTime();
            if (isCommit) {
                producer.commit();
            } else {
                producer.abort();
            }
            final long took = System.nanoTime();
            if (i >= 0) {
                whole.recordValue(took - since);
                ends.recordValue(took - endsAt);
            }
        }
        Times.print(what, whole, NS_PER_US, "us");
        Times.print("  its end", ends, NS_PER_US, "us");
    }

    private static void publish(final Publisher publisher, final RecordDraft draft) {
        long result = publisher.publish(draft);
        while (result == PublishResult.BACK_PRESSURED) {
            result = publisher.publish(draft);
        }
        if (result < 0) {
            throw new IllegalStateException(PublishResult.describe(result));
        }
    }
}
