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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of each directory. */
class ScriptsTest {
    private static final Path RESOURCES =
            Path.of(System.getProperty("taffrail.repository.root"), "build/kafka-contract/src/main/resources");

    @ParameterizedTest
    @ValueSource(strings = {GroupScripts.DIRECTORY, TransactionScripts.DIRECTORY})
    void shouldReadBackSameTextWhenWritten(final String directory) throws IOException {
        for (final Transcript transcript : ScriptDirectory.in(RESOURCES.resolve(directory))) {
            final Path file = RESOURCES.resolve(directory).resolve(transcript.name() + ScriptDirectory.SUFFIX);
            assertEquals(Files.readString(file, StandardCharsets.UTF_8), transcript.text(), transcript.name());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GroupScripts.DIRECTORY, TransactionScripts.DIRECTORY})
    void shouldFindAllScriptsWhenAskedOnClassPath(final String directory) throws IOException {
        final List<String> found = names(ScriptDirectory.onClassPath(directory));

        // More may be found in an old build directory, under names that scripts had before.
        assertTrue(found.containsAll(names(ScriptDirectory.in(RESOURCES.resolve(directory)))), "found=" + found);
    }

    @ParameterizedTest
    @ValueSource(strings = {GroupScripts.DIRECTORY, TransactionScripts.DIRECTORY})
    void shouldSayWhatItIsAboutAndHaveAnswersWhenCommitted(final String directory) throws IOException {
        for (final Transcript transcript : ScriptDirectory.in(RESOURCES.resolve(directory))) {
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
