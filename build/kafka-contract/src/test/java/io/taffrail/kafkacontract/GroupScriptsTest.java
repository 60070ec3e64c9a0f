/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupScriptsTest {
    private static final Path SOURCES = Path.of(
            System.getProperty("taffrail.repository.root"),
            "build/kafka-contract/src/main/resources",
            GroupScripts.DIRECTORY);

    @Test
    void shouldReadBackSameTextWhenWritten() throws IOException {
        for (final Transcript transcript : GroupScripts.in(SOURCES)) {
            final Path file = SOURCES.resolve(transcript.name() + GroupScripts.SUFFIX);
            assertEquals(Files.readString(file, StandardCharsets.UTF_8), transcript.text(), transcript.name());
        }
    }

    @Test
    void shouldFindAllScriptsWhenAskedOnClassPath() throws IOException {
        final List<String> found = names(GroupScripts.all());

        // More may be found in an old build directory, under names that scripts had before.
        assertTrue(found.containsAll(names(GroupScripts.in(SOURCES))), "found=" + found);
    }

    @Test
    void shouldSayWhatItIsAboutAndHaveAnswersWhenCommitted() throws IOException {
        for (final Transcript transcript : GroupScripts.in(SOURCES)) {
            assertTrue(
                    transcript.steps().get(0).before().stream().anyMatch(line -> line.startsWith("#")),
                    "no comment at the top, script=" + transcript.name());
            assertTrue(
                    transcript.steps().stream().anyMatch(step -> !step.answers().isEmpty()),
                    "not recorded yet, script=" + transcript.name());
        }
    }

    private static List<String> names(final List<Transcript> transcripts) {
        return transcripts.stream().map(Transcript::name).toList();
    }
}
