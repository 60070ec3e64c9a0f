/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import io.taffrail.log.LogContext;
import io.taffrail.log.LogNotice;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.PartitionReader;
import io.taffrail.log.ReaderStrategy;
import io.taffrail.log.Replication;
import io.taffrail.log.RoadWaiter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One process's life with a log: its clock, the errors that it was told of, and what it shows to a reader. */
final class Session {
    static final Path ROOT = Path.of("/data");
    static final Path DIRECTORY = ROOT.resolve("orders-0");

    private static final long LOG_ID = 0x7AFF_0001L;
    private static final long EPOCH_NS = 1_700_000_000_000_000_000L;
    private static final long MONOTONIC_NS = 1L << 60;
    private static final int SEEKS = 4;
    private static final int MAX_RECORDS = 1_000_000;

    private final RecordingStorage storage;
    private final Workload workload;
    private final List<Throwable> errors = new ArrayList<>();
    private final Sequences sequences = new Sequences();
    private PartitionLog log;
    private long elapsedNs;

    Session(final RecordingStorage storage, final Workload workload) {
        this.storage = storage;
        this.workload = workload;
    }

    /** Open the log, with recovery where that is needed. */
    void open(final RoadWaiter waiter) {
        final LogContext context = new LogContext(
                storage,
                DIRECTORY,
                LOG_ID,
                () -> EPOCH_NS + elapsedNs,
                waiter,
                Replication.NONE,
                active -> {},
                this::onError);
        log = new PartitionLog(context, workload.settings());
        try {
            log.load();
        } catch (final IOException | RuntimeException ex) {
            throw new BrokenPromise("opening failed: " + ex, ex);
        }
    }

    private void onError(final Throwable error) {
        if (!(error instanceof LogNotice)) { // what recovery tells it did is no failure
            errors.add(error);
        }
    }

    Sequences sequences() {
        return sequences;
    }

    PartitionLog log() {
        return log;
    }

    int moment() {
        return storage.history().moment();
    }

    void pass(final long ns) {
        elapsedNs += ns;
    }

    /** Monotonic time of this process. */
    long nowNs() {
        return MONOTONIC_NS + elapsedNs;
    }

    void checkHealthy() {
        if (log.failure() != null) {
            throw new BrokenPromise("the log failed: " + log.failure(), log.failure());
        }
    }

    void checkNoErrors() {
        if (!errors.isEmpty()) {
            throw new BrokenPromise("an error was reported: " + errors.get(0), errors.get(0));
        }
    }

    /** Indices were recovered too: find some records by offset, and one by time. */
    private static void seekAround(final PartitionReader reader, final SortedMap<Long, Shown.Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        final long first = rows.firstKey();
        final long last = rows.lastKey();
        for (int part = 0; part <= SEEKS; part++) {
            final long offset = first + (last - first) * part / SEEKS;
            final long expected = rows.tailMap(offset).firstKey();
            final long[] found = {-1};
            reader.seek(offset);
            reader.poll(record -> found[0] = record.offset(), 1);
            if (found[0] != expected) {
                throw new BrokenPromise("seek to offset=" + offset + " found " + found[0] + ", not " + expected);
            }
        }
        reader.seekToTime(Long.MAX_VALUE);
        if (reader.position() <= last) {
            throw new BrokenPromise("seek to the end of time stopped at offset=" + reader.position());
        }
        reader.seekToTime(Long.MIN_VALUE + 1);
        if (reader.position() > first) {
            throw new BrokenPromise("seek to the beginning of time went to offset=" + reader.position());
        }
    }

    /** Read all that is there. */
    Shown show() {
        final SortedMap<Long, Shown.Row> rows = new TreeMap<>();
        try (PartitionReader reader = log.reader(ReaderStrategy.EAGER)) {
            int polled;
            do {
                polled = reader.poll(
                        record -> {
                            final Shown.Row row = new Shown.Row(record.term(), record.key(), record.value());
                            if (rows.put(record.offset(), row) != null) {
                                throw new BrokenPromise("offset=" + record.offset() + " was read twice");
                            }
                        },
                        MAX_RECORDS);
            } while (polled > 0);
            if (polled < 0 || reader.position() < log.endOffset()) {
                throw new BrokenPromise("reading stopped at offset=" + reader.position() + " result=" + polled + " of "
                        + log.logStartOffset() + ".." + log.endOffset());
            }
            seekAround(reader, rows);
            sequences.check(log, rows);
        } catch (final BrokenPromise ex) {
            throw ex;
        } catch (final RuntimeException ex) {
            throw new BrokenPromise("reading failed: " + ex, ex);
        }
        return new Shown(rows, log.logStartOffset(), log.endOffset(), log.term());
    }
}
