/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.SubscriptionConfig;
import io.taffrail.log.BatchDraft;
import io.taffrail.log.PublishResult;
import io.taffrail.log.ReaderStrategy;
import io.taffrail.log.RecordHandler;
import java.nio.file.Path;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** The engine, one topic of one partition, checksums on. */
final class TaffrailTarget implements Target {
    private static final String TOPIC = "bench";
    private static final int MAX_SEGMENT = 1 << 30;
    private static final int FIRST_SEGMENT = 1 << 16;

    private final LogEngine engine;
    private final Publisher publisher;
    private final Subscription subscription;
    private final BatchDraft batch = new BatchDraft();
    private final int batchRecords;
    private final RecordHandler handler = record -> this.checksum += record.valueLength();
    private long checksum;

    TaffrailTarget(final Path directory, final long bytes, final ReaderStrategy strategy, final int batchRecords) {
        this.batchRecords = batchRecords;
        engine = LogEngine.open(directory);
        engine.topics().create(TOPIC, 1, Map.of("segment.bytes", segmentBytes(bytes), "retention.ms", "-1"));
        publisher = engine.publisher(TOPIC);
        prepare(bytes + (1 << 20));
        subscription = engine.subscribe(
                TOPIC, StartAt.latest(), SubscriptionConfig.defaults().withStrategy(strategy));
    }

    /** A segment that holds the burst, with a spare behind it: nothing is left to prepare while the burst lasts. */
    private void prepare(final long bytes) {
        engine.partition(TOPIC, 0).prepare(Math.min(MAX_SEGMENT, bytes));
        final UnsafeBuffer warmUp = new UnsafeBuffer(new byte[FIRST_SEGMENT / 8]);
        for (int i = 0; i < 9; i++) {
            publisher.publish(warmUp, 0, warmUp.capacity());
        }
        engine.partition(TOPIC, 0).prepare(Math.min(MAX_SEGMENT, bytes) * 2);
    }

    @Override
    public boolean publish(final UnsafeBuffer value, final int length) {
        if (batchRecords <= 1) {
            return isPublished(publisher.publish(value, 0, length));
        }
        batch.add(value, 0, length);
        if (batch.count() == batchRecords) {
            flush();
        }
        return true;
    }

    @Override
    public void flush() {
        if (batch.count() > 0) {
            while (!isPublished(publisher.publish(batch))) {
                Thread.onSpinWait();
            }
            batch.clear();
        }
    }

    private static String segmentBytes(final long bytes) {
        return Long.toString(Math.min(MAX_SEGMENT, (bytes + (2 << 20)) & -4096));
    }

    private static boolean isPublished(final long result) {
        if (result < 0 && !PublishResult.isRetriable(result)) {
            throw new IllegalStateException(PublishResult.describe(result));
        }
        return result >= 0;
    }

    @Override
    public int poll() {
        return subscription.poll(handler, 4096);
    }

    @Override
    public void close() {
        subscription.close();
        publisher.close();
        engine.close();
    }
}
