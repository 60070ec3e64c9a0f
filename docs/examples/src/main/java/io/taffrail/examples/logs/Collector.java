/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.logs;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.examples.Workers;
import io.taffrail.log.RecordDraft;
import io.taffrail.producer.ProducerConfig;
import io.taffrail.producer.TransactionalProducer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Tails the files of a folder: publishes their lines, and with them, in the same transaction, how far each file was read. A
 * collector that is killed at any moment has published both or neither, and the next one goes on behind the last line that
 * counts.
 *
 * <p>Threading: {@link #run} is one thread; the counts are for any.
 */
final class Collector implements Runnable {
    private static final long REST_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private final LogEngine engine;
    private final Path folder;
    private final Workers workers;
    private final BooleanSupplier hasInputEnded;
    private final ChunkReader reader = new ChunkReader();
    private final Map<String, Long> positions = new HashMap<>();
    private final RecordDraft draft = new RecordDraft();
    private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
    private final AtomicLong lines = new AtomicLong();
    private final AtomicLong transactions = new AtomicLong();
    private Publisher lineTopic;
    private volatile boolean isDone;

    /**
     * A collector that ends when it has read all there is.
     *
     * @param hasInputEnded whether nothing is written to the files any more.
     */
    Collector(final LogEngine engine, final Path folder, final Workers workers, final BooleanSupplier hasInputEnded) {
        this.engine = engine;
        this.folder = folder;
        this.workers = workers;
        this.hasInputEnded = hasInputEnded;
    }

    @Override
    public void run() {
        try (TransactionalProducer producer =
                TransactionalProducer.open(engine, ProducerConfig.of("log-aggregation.collector"))) {
            // Behind the line above: what the collector before left open is aborted now, so all positions can be read.
            Topics.replay(
                    engine,
                    Topics.POSITIONS,
                    record -> positions.put(record.keyAsString(), Long.parseLong(record.valueAsString())));
            lineTopic = producer.publisher(Topics.LINES);
            while (!isDone && !workers.isStopped()) {
                final boolean isLastLook = hasInputEnded.getAsBoolean();
                if (!collect(producer)) {
                    isDone = isLastLook;
                    LockSupport.parkNanos(REST_NS);
                }
            }
        }
    }

    /** Lines that were committed. */
    long lines() {
        return lines.get();
    }

    /** Transactions that were committed. */
    long transactions() {
        return transactions.get();
    }

    /** Whether the input has ended, and all of its lines are committed. */
    boolean isDone() {
        return isDone;
    }

    /** Look at each file once; whether there was anything. */
    private boolean collect(final TransactionalProducer producer) {
        boolean hasFound = false;
        final List<LogFile> files = LogFile.in(folder);
        for (int i = 0; i < files.size(); i++) {
            final LogFile file = files.get(i);
            Chunk chunk = reader.read(file, this::position);
            while (chunk != null && !chunk.isEmpty() && !workers.isStopped()) {
                publish(producer, file.stream(), chunk);
                hasFound = true;
                chunk = reader.read(file, this::position);
            }
            if (chunk == null) { // what comes behind it in its stream has to wait for the next look
                while (i + 1 < files.size() && files.get(i + 1).stream().equals(file.stream())) {
                    i++;
                }
            }
        }
        return hasFound;
    }

    private void publish(final TransactionalProducer producer, final String stream, final Chunk chunk) {
        final byte[] key = stream.getBytes(StandardCharsets.UTF_8);
        final byte[] file = chunk.id().getBytes(StandardCharsets.UTF_8);
        bytes.wrap(chunk.bytes());
        producer.begin();
        final int count = chunk.forEachLine((index, length, position) -> lineTopic.publish(draft.clear()
                .key(key)
                .value(bytes, index, length)
                .header(Topics.FILE, file)
                .header(Topics.POSITION, Long.toString(position).getBytes(StandardCharsets.UTF_8))));
        producer.publisher(Topics.POSITIONS).publish(chunk.id(), Long.toString(chunk.end()));
        producer.commit();
        positions.put(chunk.id(), chunk.end());
        lines.addAndGet(count);
        transactions.incrementAndGet();
    }

    private long position(final String id) {
        return positions.getOrDefault(id, 0L);
    }
}
