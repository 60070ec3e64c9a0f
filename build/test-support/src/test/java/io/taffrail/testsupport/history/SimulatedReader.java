/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.List;
import java.util.Random;

/** Reads what it is assigned from places that may be those of its group. */
final class SimulatedReader implements SimulatedClient {
    private final HistoryRecorder recorder;
    private final int number;
    private final List<SimulatedLog> logs;
    private final Random random;
    private final long[] places;
    private final boolean isMember;
    private ProcessRecorder process;
    private int[] assigned = {};

    SimulatedReader(
            final HistoryRecorder recorder,
            final int number,
            final List<SimulatedLog> logs,
            final Random random,
            final long[] places) {
        this.recorder = recorder;
        this.number = number;
        this.logs = logs;
        this.random = random;
        this.places = places;
        this.isMember = GoodHistory.isMember(number);
        this.process = recorder.process(number);
    }

    void subscribe(final int... partitions) {
        assigned = partitions;
        process.subscribe(partitions);
    }

    @Override
    public void step() {
        if (!isMember && (assigned.length == 0 || random.nextInt(10) == 0)) {
            assign(random.nextInt(logs.size()));
        }
        poll(1 + random.nextInt(5));
    }

    @Override
    public void finish() {
        // a poll is open for one step only
    }

    /** Reads what is left of its partitions. */
    void drain() {
        for (int i = 0; i < 10_000 && !isAtEnd(); i++) {
            poll(1 + random.nextInt(8));
        }
    }

    /** Reads all partitions from their beginning, one after the other. */
    void readAll() {
        for (int i = 0; i < logs.size(); i++) {
            assigned = new int[] {i};
            process.assignAt(i, 0);
            drain();
        }
    }

    private boolean isAtEnd() {
        for (final int partition : assigned) {
            if (places[partition] < logs.get(partition).end()) {
                return false;
            }
        }
        return true;
    }

    private void assign(final int partition) {
        assigned = new int[] {partition};
        places[partition] = random.nextInt((int) logs.get(partition).end() + 1);
        switch (random.nextInt(3)) {
            case 0 -> process.assignAt(partition, places[partition]);
            case 1 -> process.assign(partition);
            default -> process = recorder.process(number); // another life under the number
        }
    }

    private void poll(final int most) {
        final PendingOperation pending = process.invokePoll();
        final PolledRecords polled = new PolledRecords();
        for (final int partition : assigned) {
            places[partition] = logs.get(partition).read(partition, places[partition], most, polled);
        }
        pending.ok(polled);
    }
}
