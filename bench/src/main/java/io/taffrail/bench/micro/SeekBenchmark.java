/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.micro;

import io.taffrail.engine.PartitionHandle;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.log.RecordDraft;
import io.taffrail.log.RecordHandler;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to go to an offset or to a time, and to poll the record there, in a log of some 40 segments: in those that
 * are sealed (cold) and in the one that is being written (hot). The baseline polls the next record without a seek.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class SeekBenchmark {
    private static final int SEGMENT = 256 << 10;
    private static final int SIZE = 100;
    private static final int COLD_RECORDS = 50_000;
    private static final int HOT_RECORDS = 200;
    private static final long FIRST_NS = 1_000_000_000;
    private static final long STEP_NS = 1_000;

    private long polled;
    private final RecordHandler handler = record -> polled = record.offset();
    private ScratchEngine engine;
    private Subscription subscription;

    /** JMH makes it. */
    public SeekBenchmark() {
        // nothing to set
    }

    /**
     * Fill a log. A new term begins a new segment, so the last records are in one that is not sealed.
     *
     * @throws IOException when the directory cannot be made.
     */
    @Setup
    public void fill() throws IOException {
        engine = new ScratchEngine();
        engine.createTopic(SEGMENT);
        publish(0, COLD_RECORDS);
        final PartitionHandle partition = engine.engine().partition(ScratchEngine.TOPIC, 0);
        partition.fence();
        partition.beginTerm(partition.offsets().term() + 1);
        publish(COLD_RECORDS, HOT_RECORDS);
        subscription = engine.engine().subscribe(ScratchEngine.TOPIC, StartAt.earliest());
    }

    /**
     * Delete it all.
     *
     * @throws IOException when a file cannot be deleted.
     */
    @TearDown
    public void remove() throws IOException {
        subscription.close();
        engine.close();
    }

    /**
     * To an offset.
     *
     * @param places to go to.
     * @return the offset found.
     */
    @Benchmark
    public long offset(final Places places) {
        subscription.seek(0, places.next());
        subscription.poll(handler, 1);
        return polled;
    }

    /**
     * To a time.
     *
     * @param places to go to.
     * @return the offset found.
     */
    @Benchmark
    public long time(final Places places) {
        subscription.seek(StartAt.time(timeOf(places.next())));
        subscription.poll(handler, 1);
        return polled;
    }

    /**
     * Go on without a seek, and begin again at the end.
     *
     * @return the offset found.
     */
    @Benchmark
    public long stay() {
        if (subscription.poll(handler, 1) == 0) {
            subscription.seek(0, 0);
        }
        return polled;
    }

    private void publish(final long firstOffset, final int records) {
        final RecordDraft record = new RecordDraft().value(new byte[SIZE]);
        try (Publisher publisher = engine.publisher()) {
            for (int i = 0; i < records; i++) {
                ScratchEngine.accepted(publisher.publish(record.timestamp(timeOf(firstOffset + i))));
            }
        }
        engine.awaitVisible(firstOffset + records);
    }

    private static long timeOf(final long offset) {
        return FIRST_NS + offset * STEP_NS;
    }

    /** Offsets all over a part of the log, one after the other. */
    @State(Scope.Thread)
    public static class Places {
        private static final int STRIDE = 7919; // a prime, so that every offset has its turn

        /** Where they lie. */
        @Param
        public Part part;

        private int step;

        /** JMH makes it. */
        public Places() {
            // see the parameter
        }

        private long next() {
            step = (step + STRIDE) % part.records;
            return part.firstOffset + step;
        }
    }

    /** Parts of the log. */
    public enum Part {
        /** The segment that is being written. */
        HOT(COLD_RECORDS, HOT_RECORDS),

        /** The segments that are sealed. */
        COLD(0, COLD_RECORDS);

        private final long firstOffset;
        private final int records;

        Part(final long firstOffset, final int records) {
            this.firstOffset = firstOffset;
            this.records = records;
        }
    }
}
