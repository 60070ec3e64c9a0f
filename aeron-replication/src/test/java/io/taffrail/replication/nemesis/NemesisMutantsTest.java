/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taffrail.replication.simulation.Mutant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Breaks the nodes on purpose, in one place at a time, and demands that a campaign finds it. {@code
 * -Dtaffrail.nemesis.mutants=true}: each takes some minutes.
 */
class NemesisMutantsTest {
    private static final int RUNS = 4;
    private static final int CYCLES = 8;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void shouldFindTheBugWhenNodesHaveIt(final DeliberateBug bug) throws Exception {
        assumeTrue(Boolean.getBoolean("taffrail.nemesis.mutants"), "off: -Dtaffrail.nemesis.mutants=true");
        final Path classes = Files.createDirectory(directory.resolve("classes"));
        bug.write(classes);

        final AssertionError found = assertThrows(AssertionError.class, () -> runSeeds(classes));

        System.out.println(
                "bug " + bug + ": " + found.getMessage().lines().limit(4).toList());
        assertTrue(found.getMessage().contains(bug.evidence()), () -> "found something else: " + found.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeInTheDocumentWhenItIsLookedFor(final DeliberateBug bug) throws Exception {
        final String document = Files.readString(Mutant.root().resolve("docs").resolve("fault-testing.md"));

        assertTrue(document.contains("| `" + bug + "` |"), bug + " is not in docs/fault-testing.md");
    }

    private void runSeeds(final Path classes) throws Exception {
        final EnumSet<Fault> plain = EnumSet.noneOf(Fault.class);
        for (final Fault fault : Fault.values()) {
            if (fault.isPlain()) {
                plain.add(fault);
            }
        }
        for (int seed = 1; seed <= RUNS; seed++) {
            final Path place = Files.createDirectory(directory.resolve("run-" + seed));
            NemesisRun.run(place, new Plan(3, seed, CYCLES, plain, Arrangement.asked(), List.of(classes)));
        }
    }
}
