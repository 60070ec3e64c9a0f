/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

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
}
