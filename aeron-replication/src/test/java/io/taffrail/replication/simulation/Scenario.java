/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A run whose faults are given and not drawn. What else is left to chance still comes from the seed.
 *
 * @param seed   of the rest.
 * @param kinds  of faults from within nodes and network that it keeps, of those that the seed gives it.
 * @param steps  with faults.
 * @param events in the order of their steps.
 */
record Scenario(long seed, Set<FaultKind> kinds, int steps, List<Event> events) {
    private static final String COMMENT = "#";

    Scenario withKinds(final Set<FaultKind> some) {
        return new Scenario(seed, some, steps, events);
    }

    /** Events after the last step are left out. */
    Scenario withSteps(final int some) {
        return new Scenario(
                seed,
                kinds,
                some,
                events.stream().filter(event -> event.step() < some).toList());
    }

    Scenario withEvents(final List<Event> some) {
        return new Scenario(seed, kinds, steps, List.copyOf(some));
    }

    /** Read what {@link #toString()} writes, and comments. */
    static Scenario parse(final List<String> lines) {
        long seed = 0;
        int steps = 0;
        final Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        final List<Event> events = new ArrayList<>();
        for (final String line : lines) {
            final String[] words = line.trim().split(" +");
            if (line.isBlank() || line.startsWith(COMMENT)) {
                continue;
            }
            switch (words[0]) {
                case "seed" -> seed = Long.parseLong(words[1]);
                case "steps" -> steps = Integer.parseInt(words[1]);
                case "fault" ->
                    kinds.add(
                            FaultKind.valueOf(words[1].toUpperCase(Locale.ROOT).replace('-', '_')));
                default -> events.add(Event.parse(line));
            }
        }
        return new Scenario(seed, kinds, steps, events);
    }

    @Override
    public String toString() {
        final String faults = kinds.stream()
                .sorted()
                .map(kind -> "fault " + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "\n")
                .collect(Collectors.joining());
        return "seed " + seed + "\nsteps " + steps + "\n" + faults
                + events.stream().map(event -> event + "\n").collect(Collectors.joining());
    }
}
