/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogComparisonTest {
    @TempDir
    private Path directory;

    @Test
    void shouldFindNothingWhenAllHoldWhatWasAcknowledged() throws IOException {
        final LogComparison comparison =
                new LogComparison(List.of(dump(1, 10, 2, 20, 4, 40), dump(1, 10, 2, 20, 4, 40)));

        comparison.check(acknowledged(1, 10, 4, 40));

        assertEquals(List.of(), comparison.problems());
        assertEquals(3, comparison.records());
        assertEquals(2, comparison.acknowledged());
    }

    @ParameterizedTest
    @CsvSource({"2, 21, 4, 40", "3, 20, 4, 40", "2, 20, 4, 41"})
    void shouldFindLogsThatDiffer(final long offset, final long value, final long offset2, final long value2)
            throws IOException {
        final LogComparison comparison =
                new LogComparison(List.of(dump(1, 10, 2, 20, 4, 40), dump(1, 10, offset, value, offset2, value2)));

        assertEquals(1, comparison.problems().size());
        assertTrue(comparison.problems().get(0).contains("that differ=1"), comparison.problems()::toString);
    }

    @Test
    void shouldFindALogThatHoldsLess() throws IOException {
        final LogComparison comparison = new LogComparison(List.of(dump(1, 10, 2, 20), dump(1, 10)));

        assertEquals(1, comparison.problems().size());
    }

    @ParameterizedTest
    @CsvSource({"2, 21", "3, 30"})
    void shouldFindWhatWasAcknowledgedAndIsNotThere(final long offset, final long value) throws IOException {
        final LogComparison comparison = new LogComparison(List.of(dump(1, 10, 2, 20), dump(1, 10, 2, 20)));

        comparison.check(acknowledged(1, 10, offset, value));

        assertEquals(1, comparison.problems().size());
        assertTrue(
                comparison
                        .problems()
                        .get(0)
                        .startsWith("acknowledged and lost: records=1 the last at offset=" + offset),
                comparison.problems()::toString);
    }

    private Path dump(final long... offsetsAndValues) throws IOException {
        final Path file = Files.createTempFile(directory, "node", ".dump");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            for (final long number : offsetsAndValues) {
                out.writeLong(number);
            }
        }
        return file;
    }

    private Path acknowledged(final long... offsetsAndValues) throws IOException {
        final Path file = directory.resolve("acknowledged");
        try (AckFile acks = new AckFile(file)) {
            for (int i = 0; i < offsetsAndValues.length; i += 2) {
                assertTrue(acks.add(offsetsAndValues[i], offsetsAndValues[i + 1]));
            }
        }
        return file;
    }
}
