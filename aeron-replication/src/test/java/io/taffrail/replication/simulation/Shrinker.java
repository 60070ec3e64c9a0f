/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a run that breaks a promise as short as it goes, as long as it breaks the same one: drops events in ever smaller
 * pieces (delta debugging: Zeller, Hildebrandt, Simplifying and Isolating Failure-Inducing Input), kinds of fault, steps.
 */
final class Shrinker {
    private final Promise promise;
    private Scenario smallest;
    private int tries;

    private Shrinker(final Scenario scenario) {
        this.smallest = scenario;
        this.promise = promiseBrokenBy(scenario);
    }

    /**
     * Shrink.
     *
     * @param scenario that breaks a promise.
     * @return a part of it that breaks the same; nothing more can be dropped from it alone.
     */
    static Scenario shrink(final Scenario scenario) {
        final Shrinker shrinker = new Shrinker(scenario);
        if (shrinker.promise == null) {
            throw new IllegalArgumentException("breaks nothing: " + scenario);
        }
        int before;
        do {
            before = shrinker.size();
            shrinker.dropEvents();
            shrinker.dropKinds();
            shrinker.dropSteps();
        } while (shrinker.size() < before);
        System.out.println("shrunk to " + shrinker.smallest.events().size() + " of "
                + scenario.events().size() + " events in " + shrinker.tries + " runs");
        return shrinker.smallest;
    }

    /** What a run breaks; null for nothing. */
    static Promise promiseBrokenBy(final Scenario scenario) {
        try {
            Simulation.run(scenario, Transcript.NONE);
            return null;
        } catch (final BrokenPromise ex) {
            return ex.promise();
        }
    }

    private int size() {
        return smallest.events().size() + smallest.kinds().size();
    }

    private boolean isTaken(final Scenario smaller) {
        tries++;
        final boolean isSame = promiseBrokenBy(smaller) == promise;
        if (isSame) {
            smallest = smaller;
        }
        return isSame;
    }

    private void dropEvents() {
        for (int length = smallest.events().size(); length > 0; length /= 2) {
            int from = 0;
            while (from < smallest.events().size()) {
                final List<Event> fewer = new ArrayList<>(smallest.events());
                fewer.subList(from, Math.min(fewer.size(), from + length)).clear();
                from += isTaken(smallest.withEvents(fewer)) ? 0 : length;
            }
        }
    }

    private void dropKinds() {
        for (final FaultKind kind : Set.copyOf(smallest.kinds())) {
            final Set<FaultKind> fewer = EnumSet.noneOf(FaultKind.class);
            fewer.addAll(smallest.kinds());
            fewer.remove(kind);
            isTaken(smallest.withKinds(fewer));
        }
    }

    /** All is mended after the last step: behind it come only those that show what was lost. */
    private void dropSteps() {
        int tooFew = 0;
        while (smallest.steps() - tooFew > 1) {
            final int middle = (tooFew + smallest.steps()) >>> 1;
            if (!isTaken(smallest.withSteps(middle))) {
                tooFew = middle;
            }
        }
    }
}
