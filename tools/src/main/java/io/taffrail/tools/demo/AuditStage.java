/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.log.Record;
import io.taffrail.log.RecordHandler;
import java.util.List;

/** The third thread: reads both topics from their beginning and hands every record to the {@link Auditor}. */
final class AuditStage implements Runnable {
    private final LogEngine engine;
    private final Flow flow;
    private final Latencies latencies;
    private final Auditor auditor;
    private final Patience patience = new Patience();
    private List<Check> checks = List.of();
    private boolean isEndKnown;

    AuditStage(final LogEngine engine, final Flow flow, final Latencies latencies, final Totals expected) {
        this.engine = engine;
        this.flow = flow;
        this.latencies = latencies;
        this.auditor = new Auditor(expected);
    }

    @Override
    public void run() {
        final RecordHandler onOrder = this::onOrder;
        final RecordHandler onMarket = this::onMarket;
        try (Subscription orders = engine.subscribe(DemoTopics.ORDERS, StartAt.earliest());
                Subscription market = engine.subscribe(DemoTopics.MARKET, StartAt.earliest())) {
            boolean isAtEnd = false;
            while (!flow.isStopped() && !isAtEnd) {
                // Before the polls: they then see everything that was published before the ends were announced.
                final boolean hasEnded = hasEnded();
                final int records =
                        poll(orders, onOrder, DemoTopics.ORDERS) + poll(market, onMarket, DemoTopics.MARKET);
                if (records > 0) {
                    flow.auditedRelease(auditor.orderRecords());
                    patience.onWork();
                } else {
                    isAtEnd = hasEnded && (isComplete() || patience.isOver());
                    patience.onNothing();
                }
            }
        }
        checks = auditor.finish();
    }

    private static int poll(final Subscription subscription, final RecordHandler handler, final String topic) {
        final int records = subscription.poll(handler, Flow.POLL_LIMIT);
        if (records < 0) {
            throw new PipelineException("topic=" + topic + " lost its beginning while it was read");
        }
        return records;
    }

    private boolean hasEnded() {
        final boolean hasEnded = flow.hasOrdersEnded() && flow.hasMarketEnded();
        if (hasEnded && !isEndKnown) {
            isEndKnown = true;
            patience.onWork(); // waiting for a slow publisher does not count
        }
        return hasEnded;
    }

    private boolean isComplete() {
        return auditor.orderRecords() >= flow.ordersPublished() && auditor.marketRecords() >= flow.marketPublished();
    }

    private void onOrder(final Record record) {
        auditor.onOrder(record.offset(), record.buffer(), record.valueIndex(), record.valueLength());
    }

    private void onMarket(final Record record) {
        final long sentTimeNs =
                auditor.onMarket(record.offset(), record.buffer(), record.valueIndex(), record.valueLength());
        if (sentTimeNs != Auditor.NOT_A_MESSAGE) {
            Latencies.record(latencies.endToEnd, System.nanoTime() - sentTimeNs);
        }
    }

    /** Read after the thread has ended, like {@link #checks}. */
    Auditor auditor() {
        return auditor;
    }

    List<Check> checks() {
        return checks;
    }
}
