/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** docs/history-checking.md has every kind of finding, and an example that is read and judged as it says. */
class HistoryDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "history-checking.md");

    @Test
    void shouldDescribeEveryAnomaly() throws IOException {
        final List<String> documented = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.matches("\\| `[A-Z_]+` \\|.*"))
                .map(line -> line.split("`")[1])
                .toList();

        assertEquals(Arrays.stream(Anomaly.values()).map(Enum::name).toList(), documented);
    }

    @Test
    void shouldJudgeItsExampleAsItSays() throws IOException {
        final String document = Files.readString(DOCUMENT);
        final String example = document.split("```\n")[1];
        assertTrue(example.startsWith("# history 1"), example);
        final List<Event> events = example.lines()
                .filter(line -> !line.startsWith("#"))
                .map(EventText::parse)
                .toList();

        final HistoryReport report = HistoryChecker.check(History.of(events), Expectations.strict());

        assertEquals(Set.of(Anomaly.LOST_WRITE), report.found());
        assertTrue(document.contains(report.toString()), report.toString());
    }
}
