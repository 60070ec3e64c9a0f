/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import io.taffrail.engine.LogEngine;
import io.taffrail.examples.Workers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * A trading session: the gateway, the matching engine and market data, a thread each, come back to what the logs hold, work, and
 * close. Nothing but the logs is handed from one session to the next.
 */
final class Session {
    private static final int POLL = 256;
    private static final int SPINS = 1_000;
    private static final int YIELDS = 100;
    private static final long MIN_PARK_NS = 1_000;
    private static final long MAX_PARK_NS = 20_000;
    private static final long PARK_AHEAD_NS = TimeUnit.MICROSECONDS.toNanos(120);
    private static final long WAKE_UP_NS = TimeUnit.MICROSECONDS.toNanos(80);
    private static final long CONFLATION_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long MAX_LATENCY_NS = TimeUnit.MINUTES.toNanos(1);

    private final LogEngine engine;
    private final OrderFlow flow;
    private final Histogram latencyNs = new Histogram(MAX_LATENCY_NS, 3);
    private volatile long matched;
    private volatile long toldUpTo;

    Session(final LogEngine engine, final OrderFlow flow) {
        this.engine = engine;
        this.flow = flow;
    }

    /**
     * What a session was like.
     *
     * @param replayed     orders of earlier sessions from which the books were rebuilt.
     * @param replayNs     how long that took.
     * @param orders       that the gateway accepted.
     * @param refused      that it did not.
     * @param executions   that they made.
     * @param sendNs       time from the first order to the last one sent.
     * @param durationNs   time from the first order to the last one matched.
     * @param marketData   records of market data published.
     * @param latencyNs    of each order that was executed as it came in: from when it was due to when its executions can be read.
     */
    record Result(
            long replayed,
            long replayNs,
            long orders,
            long refused,
            long executions,
            long sendNs,
            long durationNs,
            long marketData,
            Histogram latencyNs) {}

    /**
     * Run it until all orders are matched and market data has told of them.
     *
     * @param events        that the order flow sends at most.
     * @param ratePerSecond at which they are due, 0 for each as soon as the one before is sent.
     */
    Result run(final long events, final long ratePerSecond) {
        final long openedNs = System.nanoTime();
        try (MatchingEngine matching = new MatchingEngine(engine);
                Gateway gateway = new Gateway(engine);
                MarketData marketData = new MarketData(engine)) {
            final long replayed = matching.matched();
            final long executedBefore = matching.executions();
            final long beganNs = System.nanoTime();
            matching.onExecuted(
                    sentNs -> latencyNs.recordValue(Math.max(0, Math.min(MAX_LATENCY_NS, System.nanoTime() - sentNs))));
            final long sentNs;
            final long matchedNs;
            matched = replayed;
            try (Workers workers = new Workers()) {
                workers.start("matching", () -> match(matching, workers));
                workers.start("market-data", () -> tell(marketData, workers));
                send(gateway, events, ratePerSecond, workers);
                sentNs = System.nanoTime();
                final long orders = replayed + gateway.accepted();
                workers.await("orders to be matched", () -> orders - matched);
                matchedNs = System.nanoTime();
                final long end = engine.offsets(Exchange.EXECUTIONS, 0).endOffset();
                workers.await("market data to be published", () -> end - toldUpTo);
            }
            return new Result(
                    replayed,
                    beganNs - openedNs,
                    gateway.accepted(),
                    gateway.refused(),
                    matching.executions() - executedBefore,
                    sentNs - beganNs,
                    matchedNs - beganNs,
                    marketData.published(),
                    latencyNs);
        }
    }

    private void send(final Gateway gateway, final long events, final long ratePerSecond, final Workers workers) {
        final long beganNs = System.nanoTime();
        boolean hasMore = true;
        for (long i = 0; hasMore && i < events && !workers.isStopped(); i++) {
            long dueNs = System.nanoTime();
            if (ratePerSecond > 0) {
                dueNs = beganNs + (long) (i * (double) TimeUnit.SECONDS.toNanos(1) / ratePerSecond);
                await(dueNs);
            }
            hasMore = flow.send(gateway, dueNs);
        }
    }

    /** Parks while there is time, then yields: the other threads may need this core. */
    private static void await(final long dueNs) {
        for (long left = dueNs - System.nanoTime(); left > 0; left = dueNs - System.nanoTime()) {
            if (left > PARK_AHEAD_NS) {
                LockSupport.parkNanos(left - WAKE_UP_NS);
            } else {
                Thread.yield();
            }
        }
    }

    private void match(final MatchingEngine matching, final Workers workers) {
        final IdleStrategy idle = new BackoffIdleStrategy(SPINS, YIELDS, MIN_PARK_NS, MAX_PARK_NS);
        while (!workers.isStopped()) {
            final int orders = matching.poll(POLL);
            matched = matching.matched();
            idle.idle(orders);
        }
    }

    /** Every now and then, so that the many changes between are conflated. */
    private void tell(final MarketData marketData, final Workers workers) {
        while (!workers.isStopped()) {
            while (marketData.poll(POLL) > 0) {
                // there was more
            }
            marketData.publish();
            toldUpTo = marketData.position();
            LockSupport.parkNanos(CONFLATION_NS);
        }
    }
}
