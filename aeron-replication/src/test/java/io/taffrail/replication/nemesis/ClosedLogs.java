/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import io.taffrail.engine.LogDirectory;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.log.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Compares the logs of nodes that are closed, record by record. */
final class ClosedLogs {
    private static final int MAX_RECORDS = 1_000;

    private ClosedLogs() {}

    /** The number of records in each; an error names the first in which two differ. */
    static long compare(final RealCluster cluster) {
        List<Found> first = null;
        for (final int node : cluster.nodes()) {
            final List<Found> found = read(cluster, node);
            first = first == null ? found : first;
            for (int i = 0; i < Math.max(first.size(), found.size()); i++) {
                final Found expected = i < first.size() ? first.get(i) : null;
                final Found actual = i < found.size() ? found.get(i) : null;
                if (expected == null || !expected.equals(actual)) {
                    throw new AssertionError(
                            "record " + i + " is " + expected + " on node 1, " + actual + " on node " + node);
                }
            }
        }
        return first.size();
    }

    private static List<Found> read(final RealCluster cluster, final int node) {
        final List<Found> found = new ArrayList<>();
        try (LogDirectory directory = LogDirectory.open(cluster.engineOf(node));
                Subscription records = directory.subscribe(NodeMain.TOPIC, StartAt.earliest())) {
            while (records.poll(record -> found.add(Found.of(record)), MAX_RECORDS) > 0) {
                continue;
            }
        }
        return found;
    }

    /** A record. */
    private record Found(long offset, int term, long timestamp, int length, long checksum) {
        static Found of(final Record record) {
            final CRC32C checksum = new CRC32C();
            checksum.update(record.value());
            return new Found(
                    record.offset(), record.term(), record.timestamp(), record.valueLength(), checksum.getValue());
        }
    }
}
