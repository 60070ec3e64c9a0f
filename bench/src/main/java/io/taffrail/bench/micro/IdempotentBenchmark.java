/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.micro;

import io.taffrail.engine.Claim;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.PublisherConfig;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an idempotent publish costs over a plain one. Single shots of many publishes into a prepared road. The baseline is
 * the plain publisher.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 10)
@Measurement(iterations = 15)
public class IdempotentBenchmark {
    private static final int PUBLISHES = 100_000;

    /** JMH makes it. */
    public IdempotentBenchmark() {
        // nothing to set
    }

    /**
     * The copying form.
     *
     * @param log to publish to.
     * @return the last offset.
     */
    @Benchmark
    @OperationsPerInvocation(PUBLISHES)
    public long copy(final Log log) {
        long last = 0;
        for (int i = 0; i < PUBLISHES; i++) {
            last = log.publisher.publish(log.bytes, 0, log.size);
        }
        return ScratchEngine.accepted(last);
    }

    /**
     * The zero-copy form; of the value only the first eight bytes are written.
     *
     * @param log to publish to.
     * @return the last offset.
     */
    @Benchmark
    @OperationsPerInvocation(PUBLISHES)
    public long claim(final Log log) {
        long last = 0;
        for (int i = 0; i < PUBLISHES; i++) {
            log.publisher.tryClaim(log.size, log.claim);
            log.claim.buffer().putLong(0, i);
            last = log.claim.commit();
        }
        return ScratchEngine.accepted(last);
    }

    /** A partition with a prepared road, and who publishes to it. */
    @State(Scope.Benchmark)
    public static class Log {
        /** Who publishes. */
        @Param({"plain", "idempotent"})
        public String kind;

        /** Bytes of a value. */
        @Param({"100"})
        public int size;

        private final Claim claim = new Claim();
        private UnsafeBuffer bytes;
        private ScratchEngine engine;
        private Publisher publisher;

        /** JMH makes it. */
        public Log() {
            // see prepare
        }

        /**
         * Open an engine.
         *
         * @throws IOException when the directory cannot be made.
         */
        @Setup(Level.Iteration)
        public void prepare() throws IOException {
            bytes = new UnsafeBuffer(new byte[size]);
            engine = new ScratchEngine();
            engine.createTopicWithRoad(PUBLISHES, size);
            final PublisherConfig config = PublisherConfig.defaults();
            publisher = engine.engine()
                    .publisher(ScratchEngine.TOPIC, kind.equals("plain") ? config : config.withIdempotence());
            ScratchEngine.accepted(publisher.publish(bytes, 0, size)); // the first one opens the partition
        }

        /**
         * Delete it all.
         *
         * @throws IOException when a file cannot be deleted.
         */
        @TearDown(Level.Iteration)
        public void remove() throws IOException {
            publisher.close();
            engine.close();
        }
    }
}
