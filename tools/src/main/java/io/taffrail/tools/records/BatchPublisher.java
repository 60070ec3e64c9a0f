/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.TopicDescription;
import io.taffrail.log.BatchDraft;
import io.taffrail.log.PublishResult;
import io.taffrail.log.RecordDraft;
import io.taffrail.partitioner.KeyHashPartitioner;
import io.taffrail.partitioner.Partitioner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Gathers records, one batch for each partition, and publishes them.
 *
 * <p>Threading: one thread.
 */
final class BatchPublisher implements AutoCloseable {
    private static final int MAX_BATCH = 16 << 20;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long RETRY_NS = TimeUnit.MICROSECONDS.toNanos(100);

    private final LogEngine engine;
    private final Publisher publisher;
    private final Partitioner partitioner = new KeyHashPartitioner();
    private final BatchDraft[] batches;
    private final int maxRecords;
    private final int limitBytes;
    private final boolean isSync;
    private volatile boolean isStopping;
    private int pending;
    private long published;

    BatchPublisher(
            final LogEngine engine,
            final Publisher publisher,
            final TopicDescription topic,
            final int maxRecords,
            final boolean isSync) {
        this.engine = engine;
        this.publisher = publisher;
        this.batches = new BatchDraft[topic.partitions()];
        this.maxRecords = maxRecords;
        this.limitBytes = limit(topic);
        this.isSync = isSync;
    }

    /** Largest batch of a topic, in bytes. */
    static int limit(final TopicDescription topic) {
        final int bySegment = topic.settings().segmentBytes() / 4;
        return Math.min(MAX_BATCH, Math.min(topic.settings().maxMessageBytes(), bySegment));
    }

    /** Records published, not those that wait. */
    long published() {
        return published;
    }

    int limitBytes() {
        return limitBytes;
    }

    /**
     * Add a record.
     *
     * @param record      its partition says where it goes, or that its key does.
     * @param recordBytes of its value, key and headers.
     * @return false when it is too large for any batch; nothing is changed then.
     */
    boolean add(final RecordDraft record, final long recordBytes) {
        final long alone = LogFormat.BATCH_HEADER_LENGTH + LogFormat.RECORD_PREFIX_LENGTH + recordBytes;
        if (alone > limitBytes) {
            return false;
        }
        final int partition = record.partition() != RecordDraft.ANY_PARTITION
                ? record.partition()
                : partitioner.partition(record.keyBuffer(), record.keyIndex(), record.keyLength(), batches.length);
        BatchDraft batch = batches[partition];
        if (batch == null) {
            batch = new BatchDraft().partition(partition);
            batches[partition] = batch;
        }
        final long grown = batch.lengthBytes() + alone + LogFormat.RECORD_ALIGNMENT - LogFormat.BATCH_HEADER_LENGTH;
        if (batch.count() > 0 && grown > limitBytes) {
            publish();
        }
        batch.add(record);
        pending++;
        if (pending >= maxRecords) {
            publish();
        }
        return true;
    }

    /** Publish what waits; with sync, until it is durable. */
    void publish() {
        if (pending == 0) {
            return;
        }
        for (int partition = 0; partition < batches.length; partition++) {
            final BatchDraft batch = batches[partition];
            if (batch != null && batch.count() > 0) {
                publish(batch);
                pending -= batch.count();
                published += batch.count();
                batch.clear().partition(partition);
            }
        }
        makeDurable();
    }

    /** With sync, wait until everything is durable. */
    void makeDurable() {
        if (isSync) {
            engine.flush();
        }
    }

    /** Wait no more for a topic that has no room at present. Any thread. */
    void stopWaiting() {
        isStopping = true;
    }

    @Override
    public void close() {
        publisher.close();
    }

    private void publish(final BatchDraft batch) {
        final long sinceNs = System.nanoTime();
        long result = publisher.publish(batch);
        while (result == PublishResult.BACK_PRESSURED && !isStopping && System.nanoTime() - sinceNs < PATIENCE_NS) {
            LockSupport.parkNanos(RETRY_NS);
            result = publisher.publish(batch);
        }
        if (result < 0) {
            throw new RefusedException(PublishResult.describe(result));
        }
    }

    /** The engine refused a batch. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(final String message) {
            super(message);
        }
    }
}
