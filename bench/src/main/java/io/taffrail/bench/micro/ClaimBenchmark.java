/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.micro;

import io.taffrail.engine.Claim;
import io.taffrail.engine.Publisher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToLongFunction;
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
 * What one claim and commit costs when many threads publish to one partition: elapsed time by the claims of all threads.
 * Single shots of many claims into a prepared road. The baselines are what every claim needs at least, one addition to a
 * shared word, and one publisher that the threads share behind a lock.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 10)
@Measurement(iterations = 15)
public class ClaimBenchmark {
    private static final int CLAIMS = 384_000;
    private static final int SIZE = 100;

    /** JMH makes it. */
    public ClaimBenchmark() {
        // nothing to set
    }

    /**
     * Each thread has a publisher of its own.
     *
     * @param log  to publish to.
     * @param crew that publishes.
     * @return a sum of offsets.
     */
    @Benchmark
    @OperationsPerInvocation(CLAIMS)
    public long publishers(final Log log, final Crew crew) {
        return crew.work(thread -> log.claim(thread, CLAIMS / crew.threads));
    }

    /**
     * All threads share one publisher behind a lock.
     *
     * @param log  to publish to.
     * @param crew that publishes.
     * @return a sum of offsets.
     */
    @Benchmark
    @OperationsPerInvocation(CLAIMS)
    public long lockedPublisher(final Log log, final Crew crew) {
        return crew.work(thread -> log.claimLocked(CLAIMS / crew.threads));
    }

    /**
     * All threads add to one word.
     *
     * @param word shared.
     * @param crew that adds.
     * @return a sum of what the word was.
     */
    @Benchmark
    @OperationsPerInvocation(CLAIMS)
    public long sharedWord(final Word word, final Crew crew) {
        return crew.work(thread -> word.add(CLAIMS / crew.threads));
    }

    /** Threads that begin together. */
    @State(Scope.Benchmark)
    public static class Crew {
        /** How many. */
        @Param({"1", "2", "4"})
        public int threads;

        private ExecutorService pool;

        /** JMH makes it. */
        public Crew() {
            // see the parameter
        }

        /** Get the threads. */
        @Setup
        public void start() {
            pool = Executors.newFixedThreadPool(threads);
        }

        /** Let them go. */
        @TearDown
        public void stop() {
            pool.shutdown();
        }

        /** Every thread works, given its number from 0; the sum of what they answer. */
        private long work(final IntToLongFunction work) {
            final CyclicBarrier start = new CyclicBarrier(threads);
            final List<Callable<Long>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                final int thread = i;
                tasks.add(() -> {
                    start.await();
                    return work.applyAsLong(thread);
                });
            }
            try {
                long sum = 0;
                for (final Future<Long> done : pool.invokeAll(tasks)) {
                    sum += done.get();
                }
                return sum;
            } catch (final InterruptedException | ExecutionException ex) {
                throw new IllegalStateException("a thread did not finish", ex);
            }
        }
    }

    /** A partition with a prepared road, and a publisher for each thread. */
    @State(Scope.Benchmark)
    public static class Log {
        private ScratchEngine engine;
        private Publisher[] publishers;

        /** JMH makes it. */
        public Log() {
            // see prepare
        }

        /**
         * Open an engine.
         *
         * @param crew that will publish.
         * @throws IOException when the directory cannot be made.
         */
        @Setup(Level.Iteration)
        public void prepare(final Crew crew) throws IOException {
            engine = new ScratchEngine();
            engine.createTopicWithRoad(CLAIMS, SIZE);
            publishers = new Publisher[crew.threads];
            for (int i = 0; i < publishers.length; i++) {
                publishers[i] = engine.publisher();
            }
        }

        /**
         * Delete it all.
         *
         * @throws IOException when a file cannot be deleted.
         */
        @TearDown(Level.Iteration)
        public void remove() throws IOException {
            engine.close();
        }

        private long claim(final int thread, final int claims) {
            final Publisher publisher = publishers[thread];
            final Claim claim = new Claim();
            long last = 0;
            for (int i = 0; i < claims; i++) {
                publisher.tryClaim(SIZE, claim);
                last = claim.commit();
            }
            return ScratchEngine.accepted(last);
        }

        private long claimLocked(final int claims) {
            final Publisher publisher = publishers[0];
            final Claim claim = new Claim();
            long last = 0;
            for (int i = 0; i < claims; i++) {
                synchronized (publisher) {
                    publisher.tryClaim(SIZE, claim);
                    last = claim.commit();
                }
            }
            return ScratchEngine.accepted(last);
        }
    }

    /** A word for all threads. */
    @State(Scope.Benchmark)
    public static class Word {
        private final AtomicLong word = new AtomicLong();

        /** JMH makes it. */
        public Word() {
            // nothing to set
        }

        private long add(final int times) {
            long last = 0;
            for (int i = 0; i < times; i++) {
                last = word.getAndAdd(SIZE);
            }
            return last;
        }
    }
}
