/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import io.taffrail.engine.LogEngine;

/**
 * The first thread: reads the input and publishes every event to {@code demo.orders}, encoded straight into the log.
 *
 * <p>With a rate it sends each event when it is due, come what may. Without one it runs as fast as it can while at most
 * {@link Flow#WINDOW} orders are under way.
 */
final class PublishStage implements Runnable {
    private final LogEngine engine;
    private final OrderInput input;
    private final long ratePerSecond;
    private final Flow flow;
    private final Latencies latencies;
    private final Patience patience = new Patience();
    private final DemoMessages messages = new DemoMessages();
    private final OrderEventRow row = new OrderEventRow();
    private long doneSeen;
    private long elapsedNs;

    /** @param ratePerSecond events per second, or 0 for as fast as it goes. */
    PublishStage(
            final LogEngine engine,
            final OrderInput input,
            final long ratePerSecond,
            final Flow flow,
            final Latencies latencies) {
        this.engine = engine;
        this.input = input;
        this.ratePerSecond = ratePerSecond;
        this.flow = flow;
        this.latencies = latencies;
    }

    @Override
    public void run() {
        try (OrderSource source = input.open();
                RetryingPublisher publisher = new RetryingPublisher(engine, DemoTopics.ORDERS, flow)) {
            final long startNs = System.nanoTime();
            if (ratePerSecond > 0) {
                publishOnTime(source, publisher, new Pacer(ratePerSecond, startNs));
            } else {
                publishInWindow(source, publisher);
            }
            elapsedNs = System.nanoTime() - startNs;
            flow.endOrders(publisher.published());
        }
    }

    private void publishOnTime(final OrderSource source, final RetryingPublisher publisher, final Pacer pacer) {
        while (source.next(row) && !flow.isStopped()) {
            final long dueNs = pacer.dueNs(row.sequence);
            pacer.await(dueNs, flow);
            publish(publisher, dueNs);
        }
    }

    private void publishInWindow(final OrderSource source, final RetryingPublisher publisher) {
        while (source.next(row) && !flow.isStopped()) {
            awaitWindow(publisher.published());
            publish(publisher, System.nanoTime());
        }
    }

    private void awaitWindow(final long published) {
        while (published - doneSeen >= Flow.WINDOW && !flow.isStopped()) {
            final long done = flow.doneAcquire();
            if (done > doneSeen) {
                doneSeen = done;
                patience.onWork();
            } else if (patience.isOver()) {
                throw new PipelineException("the readers stand still: orders published=" + published + " read=" + done);
            } else {
                patience.onNothing();
            }
        }
    }

    private void publish(final RetryingPublisher publisher, final long sentTimeNs) {
        row.sentTimeNs = sentTimeNs;
        if (publisher.claim(DemoMessages.ORDER_LENGTH)) {
            messages.encodeOrder(publisher.buffer(), publisher.index(), row);
            publisher.commit();
            Latencies.record(latencies.publish, System.nanoTime() - sentTimeNs);
        }
    }

    /** From the first event to the last commit; read after the thread has ended. */
    long elapsedNs() {
        return elapsedNs;
    }
}
