/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.micro;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.log.BatchDraft;
import io.taffrail.log.PublishResult;
import io.taffrail.settings.EngineConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** An engine over a directory of its own with one topic of one partition; closing it deletes the directory. */
final class ScratchEngine implements AutoCloseable {
    static final String TOPIC = "bench";

    private static final int PAGE = 4096;
    private static final int MARGIN = 1 << 20;
    private static final int FILLING = 8192;
    private static final int FILLINGS = 9;

    private final ScratchDirectory directory = new ScratchDirectory();
    private final LogEngine engine;

    ScratchEngine(final EngineConfig config) throws IOException {
        engine = LogEngine.open(directory.path(), config);
    }

    ScratchEngine() throws IOException {
        this(EngineConfig.defaults());
    }

    LogEngine engine() {
        return engine;
    }

    Path path() {
        return directory.path();
    }

    void createTopic(final long segmentBytes) {
        engine.topics().create(TOPIC, 1, Map.of("segment.bytes", Long.toString(segmentBytes), "retention.ms", "-1"));
    }

    /**
     * Create the topic and stand in a segment with room for so many records, zeroed, mapped and touched, with another one
     * behind it: neither a roll nor a page fault comes in between. The first segment of a log is small, and is filled.
     */
    void createTopicWithRoad(final int records, final int size) {
        final long segment = BitUtil.align(logBytes(records, size) + MARGIN, PAGE);
        createTopic(segment);
        engine.partition(TOPIC, 0).prepare(segment);
        final UnsafeBuffer filling = new UnsafeBuffer(new byte[FILLING]);
        try (Publisher publisher = publisher()) {
            for (int i = 0; i < FILLINGS; i++) {
                accepted(publisher.publish(filling, 0, FILLING));
            }
        }
        engine.partition(TOPIC, 0).prepare(segment);
    }

    Publisher publisher() {
        return engine.publisher(TOPIC);
    }

    /** Publish records in full batches and wait until readers can see them; the offset of the first one. */
    long fill(final int records, final int size, final int recordsPerBatch) {
        final UnsafeBuffer value = new UnsafeBuffer(new byte[size]);
        final BatchDraft batch = new BatchDraft();
        for (int i = 0; i < recordsPerBatch; i++) {
            batch.add(value, 0, size);
        }
        long last = 0;
        try (Publisher publisher = publisher()) {
            for (int i = 0; i < records; i += recordsPerBatch) {
                last = accepted(publisher.publish(batch));
            }
        }
        awaitVisible(last + recordsPerBatch);
        return last + recordsPerBatch - records;
    }

    void awaitVisible(final long endOffset) {
        while (engine.offsets(TOPIC, 0).highWatermark() < endOffset) {
            Thread.onSpinWait();
        }
    }

    /** Bytes that records take in the log when each is a batch of its own. */
    static long logBytes(final int records, final int size) {
        return (long) records
                * LogFormat.alignedBatchLength(LogFormat.BATCH_HEADER_LENGTH + LogFormat.RECORD_PREFIX_LENGTH + size);
    }

    /** The offset; a benchmark whose publishes are refused measures nothing. */
    static long accepted(final long result) {
        if (result < 0) {
            throw new IllegalStateException("publish refused: " + PublishResult.describe(result));
        }
        return result;
    }

    @Override
    public void close() throws IOException {
        engine.close();
        directory.close();
    }
}
