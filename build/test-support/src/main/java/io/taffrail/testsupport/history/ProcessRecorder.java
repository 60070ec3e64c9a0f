/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Records what one client does. It may have many publishes open at a time, and one poll; publishes of one client to one
 * partition are expected to keep the order in which they were invoked.
 *
 * <h2>Threading</h2>
 *
 * Invocations and moments belong to one thread; completions may come from any.
 */
public final class ProcessRecorder {
    private final HistoryRecorder recorder;
    private final int process;
    private final AtomicInteger nextNumber = new AtomicInteger();

    ProcessRecorder(final HistoryRecorder recorder, final int process) {
        this.recorder = recorder;
        this.process = process;
    }

    /**
     * A publish is about to begin.
     *
     * @param partition zero or more.
     * @param values    one, or those of a batch in its order; each the only one of its partition.
     * @return to be told how it ended.
     */
    public PendingOperation invokePublish(final int partition, final long... values) {
        return invoke(OperationKind.PUBLISH, List.of(Records.unplaced(partition, values.clone())));
    }

    /**
     * A poll is about to begin.
     *
     * @return to be told how it ended.
     */
    public PendingOperation invokePoll() {
        return invoke(OperationKind.POLL, List.of());
    }

    /**
     * The client has subscribed, or its group has just changed what it reads: its places are forgotten. In the midst of a
     * poll too; what order that poll's records are in is then not looked at.
     *
     * @param partitions what it reads now, as far as that is known.
     */
    public void subscribe(final int... partitions) {
        moment(OperationKind.SUBSCRIBE, assignments(partitions));
    }

    /**
     * The client reads these partitions now, from places that are not known.
     *
     * @param partitions zero or more each.
     */
    public void assign(final int... partitions) {
        moment(OperationKind.ASSIGN, assignments(partitions));
    }

    /**
     * The client reads this partition now, and no other, from an offset: what comes first is expected to be the first
     * record at or behind it.
     *
     * @param partition zero or more.
     * @param offset    zero or more.
     */
    public void assignAt(final int partition, final long offset) {
        moment(OperationKind.ASSIGN, List.of(Records.of(partition, new long[] {offset}, new long[1])));
    }

    /** The client is gone: its open operations are unknown, its transaction can no longer be committed. */
    public void crash() {
        moment(OperationKind.CRASH, List.of());
    }

    /** A transaction begins. */
    public void begin() {
        moment(OperationKind.BEGIN, List.of());
    }

    /**
     * The transaction is about to be committed.
     *
     * @return to be told how that ended: failed says that the transaction is aborted.
     */
    public PendingOperation invokeCommit() {
        return invoke(OperationKind.COMMIT, List.of());
    }

    /**
     * The transaction is about to be aborted.
     *
     * @return to be told how that ended.
     */
    public PendingOperation invokeAbort() {
        return invoke(OperationKind.ABORT, List.of());
    }

    private PendingOperation invoke(final OperationKind kind, final List<Records> records) {
        final int number = nextNumber.getAndIncrement();
        recorder.record(process, number, EventType.INVOKE, kind, records, "");
        return new PendingOperation(recorder, process, number, kind, records);
    }

    private void moment(final OperationKind kind, final List<Records> records) {
        recorder.record(process, nextNumber.getAndIncrement(), EventType.OK, kind, records, "");
    }

    private static List<Records> assignments(final int... partitions) {
        final List<Records> records = new ArrayList<>();
        for (final int partition : partitions) {
            records.add(Records.unplaced(partition, 0L));
        }
        return List.copyOf(records);
    }
}
