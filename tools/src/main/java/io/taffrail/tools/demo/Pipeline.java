/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import io.taffrail.engine.LogEngine;
import java.util.ArrayList;
import java.util.List;

/**
 * The three threads of the demo over one engine:
 *
 * <pre>
 *   input -> publish ->| demo.orders |-> book ->| demo.market |
 *                            |                        |
 *                            +--------> audit <-------+
 * </pre>
 *
 * <p>Each thread opens its own publishers and subscriptions, which are confined to a thread.
 */
final class Pipeline {
    private final Flow flow = new Flow();
    private final Latencies latencies = new Latencies();
    private final PublishStage publish;
    private final BookStage book;
    private final AuditStage audit;

    /**
     * @param ratePerSecond events per second, or 0 for as fast as the pipeline keeps up.
     * @param expected the totals of the direct computation.
     */
    Pipeline(final LogEngine engine, final OrderInput input, final long ratePerSecond, final Totals expected) {
        publish = new PublishStage(engine, input, ratePerSecond, flow, latencies);
        book = new BookStage(engine, flow, latencies);
        audit = new AuditStage(engine, flow, latencies, expected);
    }

    /**
     * Runs to the end of the input. To be called once.
     *
     * @throws PipelineException or whatever a thread failed with first.
     */
    PipelineResult run() throws InterruptedException {
        final long startNs = System.nanoTime();
        final List<Thread> threads =
                List.of(start("demo-audit", audit), start("demo-book", book), start("demo-publish", publish));
        join(threads);
        final long totalNs = System.nanoTime() - startNs;
        rethrowFailure();
        final Auditor auditor = audit.auditor();
        return new PipelineResult(
                publish.elapsedNs(),
                totalNs,
                latencies,
                auditor.found(),
                auditor.orderRecords() + auditor.marketRecords(),
                audit.checks());
    }

    private Thread start(final String name, final Runnable stage) {
        final Thread thread = new Thread(stage, name);
        thread.setUncaughtExceptionHandler((failed, cause) -> flow.fail(cause));
        thread.start();
        return thread;
    }

    private void join(final List<Thread> threads) throws InterruptedException {
        final List<Thread> running = new ArrayList<>(threads);
        try {
            while (!running.isEmpty()) {
                running.get(0).join();
                running.remove(0);
            }
        } catch (final InterruptedException ex) {
            flow.fail(ex);
            throw ex;
        }
    }

    private void rethrowFailure() {
        final Throwable failure = flow.failure();
        if (failure instanceof RuntimeException runtimeException) {
            throw runtimeException;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
