/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tells the stories in {@code src/test/resources/stories}, and shows what each of them would find. */
class StoryTest {
    /** Property: write down what happens now, instead of comparing it. */
    private static final String REWRITE = "taffrail.stories.rewrite";

    static List<String> stories() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void shouldHappenAsItIsWritten(final String name) throws IOException {
        final Path file = directory().resolve(name);
        final String text = Files.readString(file);

        final String retold = Story.retell(text);

        assertFalse(retold.contains(Story.BROKEN), retold);
        assertTrue(text.startsWith("#"), "a story says first what it shows");
        if (Boolean.getBoolean(REWRITE)) {
            Files.writeString(file, retold);
        } else {
            assertEquals(text, retold);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "raft-figure-7.txt, LOGS_NOT_MATCHED",
        "raft-figure-7.txt, TERM_OF_END_IGNORED",
        "raft-figure-8.txt, OLD_TERM_COMMITTED",
        "aeron-2147.txt, UNMATCHED_COUNTED",
        "empty-node-after-purge.txt, LOG_START_NOT_COMPARED",
        "empty-node-after-purge.txt, AMNESIAC_VOTES",
        "open-claim-across-step-down.txt, NOT_FENCED",
        "open-claim-across-step-down.txt, PUBLISHERS_NOT_FENCED",
        "two-of-three-lost.txt, MINORITY_COMMITS",
        "power-loss-of-all-sync.txt, UNFORCED_REPORTED",
        "rolling-restart.txt, TERM_USED_AGAIN",
        "rolling-restart.txt, HIGH_WATERMARK_GOES_BACK",
    })
    void shouldBreakAPromiseWhereTheCodeIsBroken(final String name, final Mutant mutant) throws Exception {
        final String retold = retell(name, mutant);

        System.out.println("story " + name + ", mutant " + mutant + ": " + lastLineOf(retold));
        assertTrue(lastLineOf(retold).startsWith(Story.BROKEN), retold);
    }

    @ParameterizedTest
    @CsvSource({
        "raft-figure-7.txt, LOG_NOT_COMPARED",
        "power-loss-of-all-async.txt, AMNESIAC_LEADS",
    })
    void shouldHappenOtherwiseWhereTheCodeIsBroken(final String name, final Mutant mutant) throws Exception {
        assertNotEquals(Files.readString(directory().resolve(name)), retell(name, mutant));
    }

    private static String retell(final String name, final Mutant mutant) throws Exception {
        final UnaryOperator<String> run = mutant.make(StoryRun.class);
        return run.apply(Files.readString(directory().resolve(name)));
    }

    private static String lastLineOf(final String text) {
        final List<String> lines = text.lines().toList();
        return lines.get(lines.size() - 1);
    }

    private static Path directory() {
        return Mutant.root().resolve(Path.of("aeron-replication", "src", "test", "resources", "stories"));
    }
}
