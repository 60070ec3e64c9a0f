/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

/** What can be said of each value alone: lost, unseen, out of nowhere, aborted, too early. */
final class ValueChecks {
    private final HistoryIndex index;
    private final Expectations expectations;
    private final Findings findings;

    ValueChecks(final HistoryIndex index, final Expectations expectations, final Findings findings) {
        this.index = index;
        this.expectations = expectations;
        this.findings = findings;
    }

    void check() {
        for (final PartitionIndex partition : index.partitions()) {
            for (final long value : partition.values()) {
                check(partition, partition.entry(value));
            }
        }
    }

    /** For every poll; times are those of ends and beginnings, so that only what is certain is reported. */
    void checkPrecommitted(final Operation poll) {
        for (final Records records : poll.records()) {
            final PartitionIndex partition = index.partition(records.partition());
            for (int i = 0; i < records.size(); i++) {
                final Published published = partition.entry(records.value(i));
                final Transaction transaction = published.publish == null ? null : published.publish.transaction();
                if (transaction != null
                        && published.isPossible()
                        && poll.endTimeNs() < transaction.end().invokeTimeNs()
                        && published.reportPrecommitted()) {
                    findings.add(
                            Anomaly.PRECOMMITTED_READ,
                            records.partition(),
                            "value=" + published.value + " offset=" + records.offset(i),
                            published.publish,
                            transaction.end(),
                            poll);
                }
            }
        }
    }

    private void check(final PartitionIndex partition, final Published published) {
        final String detail = "value=" + published.value + " offset=" + published.offset;
        if (published.attempts == 0) {
            findings.add(Anomaly.UNEXPECTED_READ, partition.partition(), detail, published.firstRead);
        } else if (published.firstRead != null && !published.isPossible()) {
            final Transaction transaction = published.publish.transaction();
            findings.add(
                    Anomaly.ABORTED_READ,
                    partition.partition(),
                    detail,
                    published.publish,
                    transaction == null ? null : transaction.end(),
                    published.firstRead);
        } else if (published.isAcknowledged() && published.countedReads == 0) {
            checkMissing(partition, published, detail);
        }
    }

    private void checkMissing(final PartitionIndex partition, final Published published, final String detail) {
        final boolean isPlaced = published.offset != Records.UNKNOWN_OFFSET;
        if (isPlaced && published.offset < expectations.logStart(partition.partition())) {
            return;
        }
        if (isPlaced && published.offset <= partition.highestRead()) {
            findings.add(
                    Anomaly.LOST_WRITE,
                    partition.partition(),
                    detail + " highestRead=" + partition.highestRead(),
                    published.publish,
                    partition.highestReader());
        } else {
            findings.add(
                    Anomaly.UNSEEN,
                    partition.partition(),
                    detail + " highestRead=" + partition.highestRead(),
                    published.publish,
                    partition.highestReader());
        }
    }
}
