/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import io.taffrail.storage.BootId;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Runs workloads, crashes them at many moments in many ways, opens the log on each image that a crash may leave, and
 * compares what it shows with what was promised. Some of the recoveries are crashed themselves.
 */
final class CrashExplorer {
    private static final int STEPS = 160;
    private static final int STEPS_AFTER = 10;
    private static final int POWER_LOSSES = 3;
    private static final int SECOND_MOMENTS = 3;
    private static final int IMAGES_PER_MOMENT = 8;
    private static final long DOWN_NS = 1_000_000_000L;

    private final Set<Long> seen = new HashSet<>();
    private final Map<Crash, Integer> images = new EnumMap<>(Crash.class);
    private final Map<String, Integer> counts = new TreeMap<>();
    private final int secondEvery;
    private Workload workload;
    private long seed;
    private int until;

    /**
     * An explorer that has seen nothing.
     *
     * @param secondEvery every n-th recovery is crashed too; 0 for none.
     */
    CrashExplorer(final int secondEvery) {
        this.secondEvery = secondEvery;
    }

    /** Images tested so far that differ from each other. */
    int distinct() {
        return seen.size();
    }

    /** The same by kind. */
    Map<Crash, Integer> images() {
        return images;
    }

    /** What happened in the runs that were crashed. */
    Map<String, Integer> counts() {
        return counts;
    }

    /** One run of a workload, crashed in about so many ways. */
    void explore(final Workload newWorkload, final long newSeed, final int wanted) {
        workload = newWorkload;
        seed = newSeed;
        until = seen.size() + wanted;
        final String where = "workload=" + workload + " seed=" + seed;
        final Disk disk = new Disk(new BootId(7, 0), Session.ROOT);
        final Ledger ledger = new Ledger();
        try (RecordingStorage storage = new RecordingStorage(disk.afterKill())) {
            try {
                final Simulation simulation =
                        new Simulation(new Session(storage, workload), workload, seed).writeTo(ledger);
                simulation.open();
                simulation.steps(STEPS);
            } catch (final BrokenPromise ex) {
                throw new BrokenPromise(
                        where + " while running, moment=" + storage.history().moment() + ": " + ex.getMessage(), ex);
            }
            final History history = storage.history();
            history.stop();
            ledger.count(counts);
            crash(where, disk, history, ledger, wanted / IMAGES_PER_MOMENT + 1);
        }
    }

    private void crash(
            final String where, final Disk disk, final History history, final Ledger ledger, final int number) {
        final Random random = new Random(seed ^ 0x5DEECE66DL);
        final BitSet moments = Moments.of(history, number, random);
        for (int i = 0; i <= history.moment() && seen.size() < until; i++) {
            final Event next = i < history.moment() ? history.event(i) : null;
            if (moments.get(i)) {
                crashAt(where + " moment=" + i + " before=" + next, disk, next, ledger, i, random);
            }
            if (next != null) {
                disk.apply(next);
            }
        }
    }

    private void crashAt(
            final String where,
            final Disk disk,
            final Event next,
            final Ledger ledger,
            final int moment,
            final Random random) {
        test(new Wreck(where, Crash.KILL, disk.afterKill(), disk, ledger, moment, moment, false));
        if (next instanceof Event.Store store && store.bytes().length > Long.BYTES) {
            final Disk torn = disk.copy();
            torn.applyPart(store, random.nextInt(store.bytes().length / Long.BYTES) * Long.BYTES);
            test(new Wreck(where, Crash.KILL_IN_STORE, torn.afterKill(), torn, ledger, moment, moment + 1, false));
        }
        for (int i = 0; i < POWER_LOSSES; i++) {
            final PowerLoss loss = new PowerLoss(disk, random.nextLong());
            final Image image = loss.image();
            final Disk below = new Disk(image);
            test(new Wreck(where + " " + loss, Crash.POWER_LOSS, image, below, ledger, moment, moment, true));
        }
    }

    private void test(final Wreck wreck) {
        if (!seen.add(wreck.image().hash())) {
            return;
        }
        images.merge(wreck.crash(), 1, Integer::sum);
        final boolean isFirst = wreck.crash().ordinal() <= Crash.POWER_LOSS.ordinal();
        final Disk below = isFirst && secondEvery > 0 && seen.size() % secondEvery == 0
                ? wreck.below().copy()
                : null;
        try (RecordingStorage storage = new RecordingStorage(wreck.image())) {
            final Ledger after = new Ledger();
            final int recovered;
            try {
                recovered = recover(storage, wreck, after);
            } catch (final BrokenPromise ex) {
                throw new BrokenPromise(wreck + ": " + ex.getMessage(), ex);
            }
            storage.history().stop();
            if (below != null) {
                crashAgain(wreck, below, storage.history(), after, recovered);
            }
        }
    }

    /** Open, check, go on publishing, close, open and check again; returns the moment at which recovery was complete. */
    private int recover(final RecordingStorage storage, final Wreck wreck, final Ledger after) {
        final Session session = new Session(storage, workload);
        session.pass(DOWN_NS);
        final Simulation simulation = new Simulation(session, workload, seed + wreck.done()).writeTo(after);
        simulation.open();
        final int recovered = session.moment();
        final Shown shown = session.show();
        wreck.check(shown);
        after.begin(shown, recovered);
        try {
            simulation.steps(STEPS_AFTER);
            simulation.close();
            simulation.open();
            after.check(session.show(), session.moment(), session.moment(), false);
        } catch (final BrokenPromise ex) {
            throw new BrokenPromise("after recovery: " + ex.getMessage(), ex);
        }
        return recovered;
    }

    /** Crash the process that recovered from the first crash. */
    private void crashAgain(
            final Wreck first, final Disk disk, final History history, final Ledger after, final int recovered) {
        final Random random = new Random(seed + first.done());
        final BitSet moments = Moments.of(history, SECOND_MOMENTS, random);
        if (recovered > 0) {
            moments.set(random.nextInt(recovered));
            moments.set(recovered);
        }
        for (int i = 0; i <= history.moment(); i++) {
            final Event next = i < history.moment() ? history.event(i) : null;
            if (moments.get(i)) {
                final PowerLoss loss = new PowerLoss(disk, random.nextLong());
                final Wreck again = i < recovered ? first : first.recovered(after, i);
                final String where = " then moment=" + i + " of recovery, which took " + recovered + ", before=" + next;
                test(again.thenKill(first.crash(), where, disk.afterKill()));
                test(again.thenPowerLoss(first.crash(), where + " " + loss, loss.image()));
            }
            if (next != null) {
                disk.apply(next);
            }
        }
    }
}
