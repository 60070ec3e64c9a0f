/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the scripts in {@code src/test/resources/simulation}: each is what was left of a failing run. Where the code was
 * broken on purpose, it begins with the mutant that it still finds and the promise that this one breaks.
 */
class ScenarioTest {
    /** Property: shrink anew what each mutant of a script does, where the simulation has changed. */
    private static final String REWRITE = "taffrail.simulation.rewrite";

    private static final int MAX_EVENTS = 24;

    static List<String> scripts() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void shouldBreakAPromiseOnlyWhereTheCodeIsBroken(final String name) throws Exception {
        final Path file = directory().resolve(name);
        final Mutant mutant =
                header(Files.readString(file), "# mutant ").map(Mutant::valueOf).orElse(null);
        if (mutant != null && Boolean.getBoolean(REWRITE)) {
            rewrite(file, mutant);
        }
        final String script = Files.readString(file);

        assertTrue(Scenario.parse(script.lines().toList()).events().size() <= MAX_EVENTS, script);
        assertNull(new ReplayRun().apply(script), script);
        if (mutant != null) {
            assertEquals(header(script, "# breaks ").orElseThrow(), in(mutant, ReplayRun.class, script), script);
        }
    }

    @Test
    void shouldReplayWhatWasRecorded() throws Exception {
        final String script = in(Mutant.NOT_FENCED, ShrinkRun.class, SimulationTest.DEFAULT_SEEDS);

        assertNotNull(script);
        assertEquals(script, Scenario.parse(script.lines().toList()).toString());
        assertNotNull(in(Mutant.NOT_FENCED, ReplayRun.class, script), script);
        assertNull(new ReplayRun().apply(script), script);
    }

    private static void rewrite(final Path file, final Mutant mutant) throws Exception {
        final String script = in(mutant, ShrinkRun.class, SimulationTest.DEFAULT_SEEDS);
        final String broken = in(mutant, ReplayRun.class, script);
        Files.writeString(file, "# mutant " + mutant + "\n# breaks " + broken + "\n\n" + script);
    }

    private static Optional<String> header(final String script, final String begin) {
        return script.lines()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length()))
                .findFirst();
    }

    private static <T> String in(final Mutant mutant, final Class<? extends Function<T, String>> type, final T argument)
            throws Exception {
        return mutant.<Function<T, String>>make(type).apply(argument);
    }

    private static Path directory() {
        return Mutant.root().resolve(Path.of("aeron-replication", "src", "test", "resources", "simulation"));
    }
}
