/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

/**
 * The partitions as one queue whose deliveries are those of the readers that count: what goes in comes out, once each, in
 * whatever order.
 */
final class QueueCheck {
    private final HistoryIndex index;
    private final Findings findings;

    QueueCheck(final HistoryIndex index, final Findings findings) {
        this.index = index;
        this.findings = findings;
    }

    void check() {
        for (final PartitionIndex partition : index.partitions()) {
            for (final long value : partition.values()) {
                check(partition.partition(), partition.entry(value));
            }
        }
    }

    private void check(final int partition, final Published published) {
        final String detail = "value=" + published.value + " published=" + published.attempts + " delivered="
                + published.countedReads;
        if (published.attempts == 0 && published.countedReads > 0) {
            findings.add(Anomaly.QUEUE_UNEXPECTED, partition, detail, published.firstRead);
        } else if (published.countedReads > published.attempts) {
            findings.add(
                    Anomaly.QUEUE_DUPLICATE,
                    partition,
                    detail,
                    published.publish,
                    published.firstRead,
                    published.lastRead);
        } else if (published.isAcknowledged() && published.countedReads == 0) {
            findings.add(Anomaly.QUEUE_LOST, partition, detail, published.publish);
        }
    }
}
