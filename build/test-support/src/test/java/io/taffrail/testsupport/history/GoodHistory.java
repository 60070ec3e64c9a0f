/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A correct log with concurrent clients, drawn from a seed: pipelined publishers whose publishes succeed, fail or stay
 * unknown (and then take effect never, at once or late), transactions that are committed, aborted, left or unknown,
 * readers that are assigned anew, crash and begin anew, a group that rebalances, and two readers that read everything at the
 * end.
 */
final class GoodHistory {
    static final int FIRST_FINAL_READER = 20;
    static final int FIRST_GROUP_MEMBER = 30;
    private static final int PARTITIONS = 3;
    private static final int PUBLISHERS = 3;
    private static final int MEMBERS = 3;

    private final Random random;
    private final HistoryRecorder recorder;
    private final List<SimulatedLog> logs = new ArrayList<>();
    private final List<SimulatedClient> clients = new ArrayList<>();
    private final List<SimulatedReader> members = new ArrayList<>();
    private final long[] groupPlaces = new long[PARTITIONS];
    private long timeNs;
    private long lastValue;

    private GoodHistory(final long seed) {
        random = new Random(seed);
        recorder = HistoryRecorder.inMemory(() -> timeNs += 1 + random.nextInt(5));
    }

    static List<Event> events(final long seed, final int steps) {
        return new GoodHistory(seed).run(steps);
    }

    /** Whether a process is of the group. */
    static boolean isMember(final int process) {
        return process >= FIRST_GROUP_MEMBER && process < FIRST_GROUP_MEMBER + MEMBERS;
    }

    private List<Event> run(final int steps) {
        for (int i = 0; i < PARTITIONS; i++) {
            logs.add(new SimulatedLog());
        }
        for (int i = 0; i < PUBLISHERS; i++) {
            clients.add(new SimulatedPublisher(recorder.process(i), logs, random, this::nextValue));
        }
        for (int i = 0; i < 2; i++) {
            clients.add(new SimulatedTransactions(recorder.process(5 + i), logs, random, this::nextValue));
            clients.add(new SimulatedReader(recorder, 10 + i, logs, random, new long[PARTITIONS]));
        }
        for (int i = 0; i < MEMBERS; i++) {
            final SimulatedReader member =
                    new SimulatedReader(recorder, FIRST_GROUP_MEMBER + i, logs, random, groupPlaces);
            members.add(member);
            clients.add(member);
        }
        rebalance();
        for (int i = 0; i < steps; i++) {
            clients.get(random.nextInt(clients.size())).step();
            if (random.nextInt(50) == 0) {
                rebalance();
            }
        }
        clients.forEach(SimulatedClient::finish);
        logs.forEach(SimulatedLog::settle);
        for (final SimulatedReader member : members) {
            member.drain();
        }
        for (int i = 0; i < 2; i++) {
            final SimulatedReader last =
                    new SimulatedReader(recorder, FIRST_FINAL_READER + i, logs, random, new long[PARTITIONS]);
            last.readAll();
        }
        return recorder.events();
    }

    private void rebalance() {
        final List<List<Integer>> shares = new ArrayList<>();
        members.forEach(member -> shares.add(new ArrayList<>()));
        for (int i = 0; i < PARTITIONS; i++) {
            shares.get(random.nextInt(shares.size())).add(i);
        }
        for (int i = 0; i < shares.size(); i++) {
            members.get(i)
                    .subscribe(
                            shares.get(i).stream().mapToInt(Integer::intValue).toArray());
        }
    }

    private long nextValue() {
        return ++lastValue;
    }
}
