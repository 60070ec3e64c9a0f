/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.opentest4j.TestAbortedException;

/** Makes homes that can bear the faults of a run. */
final class Homes {
    private Homes() {}

    static Home make(final Path place, final Set<Fault> faults) throws IOException {
        Files.createDirectories(place);
        if (faults.contains(Fault.POWER_LOSS)) {
            return new LoopHome(place);
        }
        return faults.contains(Fault.FULL_DISK) ? new SmallHome(place) : () -> place;
    }

    /** Those of the faults that can be tried here; of the others the reason is printed. */
    static Set<Fault> possible(final Set<Fault> faults, final Path place) throws IOException {
        final Set<Fault> possible = EnumSet.copyOf(faults);
        for (final Fault fault : faults) {
            final String reason = reasonAgainst(fault, place.resolve("probe-" + fault));
            if (!reason.isEmpty()) {
                System.out.println("skipped: fault=" + fault + ": " + reason);
                possible.remove(fault);
            }
        }
        if (possible.contains(Fault.POWER_LOSS) && possible.remove(Fault.FULL_DISK)) {
            System.out.println("skipped: fault=FULL_DISK: not in one run with POWER_LOSS");
        }
        return possible;
    }

    private static String reasonAgainst(final Fault fault, final Path place) throws IOException {
        try (Home probe = make(place, EnumSet.of(fault))) {
            return "";
        } catch (final TestAbortedException ex) {
            return ex.getMessage();
        }
    }
}
