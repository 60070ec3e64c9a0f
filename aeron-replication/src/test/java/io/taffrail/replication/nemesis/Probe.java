/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.opentest4j.TestAbortedException;

/** Tries what a machine allows. */
final class Probe {
    private Probe() {}

    /**
     * Those of the faults that can be tried here; of the others the reason is printed.
     *
     * @throws TestAbortedException if there is no such network here.
     */
    static Set<Fault> possible(final Set<Fault> faults, final Path place, final Arrangement arrangement)
            throws IOException {
        final Set<Fault> possible = EnumSet.copyOf(faults);
        try (Network network = arrangement.connect(List.of(1, 2), 0)) {
            for (final Fault fault : faults) {
                final String reason = reasonAgainst(fault, place.resolve("probe-" + fault), network);
                if (!reason.isEmpty()) {
                    System.out.println("skipped: fault=" + fault + ": " + reason);
                    possible.remove(fault);
                }
            }
        }
        if (possible.contains(Fault.POWER_LOSS) && possible.remove(Fault.FULL_DISK)) {
            System.out.println("skipped: fault=FULL_DISK: not in one run with POWER_LOSS");
        }
        return possible;
    }

    private static String reasonAgainst(final Fault fault, final Path place, final Network network) {
        try (Home probe = Homes.make(place, EnumSet.of(fault))) {
            switch (fault) {
                case PARTITION, ONE_WAY, LOSS -> network.lose(1, 2, 1);
                case DELAY -> network.delay(1);
                case DUPLICATE -> network.duplicate(1);
                case KILL, PAUSE, CLOCK, FULL_DISK, POWER_LOSS -> {}
            }
            return "";
        } catch (final TestAbortedException | IOException ex) {
            return ex.getMessage();
        }
    }
}
