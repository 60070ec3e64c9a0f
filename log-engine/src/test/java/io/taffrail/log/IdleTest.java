/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleTest {
    @TempDir
    Path directory;

    @Test
    void shouldAppendWithTheSameAppenderWhenTheLogWokeUp() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            for (int round = 0; round < 5; round++) {
                assertEquals(round, TestLog.append(appender, "round" + round));
                test.fallIdle();
            }

            assertEquals(List.of("0=round0", "1=round1", "2=round2", "3=round3", "4=round4"), test.readAll());
            test.assertNoErrors();
        }
    }

    @Test
    void shouldWriteSoundBatchesWhenTheSegmentIsMappedElsewhereAfterwards() throws IOException {
        final Path other = directory.resolve("other");
        try (TestLog test = TestLog.open(directory.resolve("log"));
                Appender appender = test.log.appender();
                TestLog neighbour = TestLog.open(other);
                Appender neighbours = neighbour.log.appender()) {
            TestLog.append(appender, "before");
            test.fallIdle();
            TestLog.appendMany(neighbours, 100);

            TestLog.append(appender, "after");

            assertEquals(List.of("0=before", "1=after"), test.readAll());
        }
    }

    @Test
    void shouldHoldNoMappingAndNoDescriptorWhenIdle() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, 5_000);
            test.fallIdle();

            assertEquals(0, mappings(), "mappings of an idle log");
            assertEquals(0, descriptors(), "descriptors of an idle log");
            test.assertNoErrors();
        }
    }

    private long mappings() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains(directory.toString())).count();
        }
    }

    private long descriptors() throws IOException {
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            final List<String> targets = links.map(IdleTest::target)
                    .filter(target -> target.startsWith(directory.toString()))
                    .collect(Collectors.toList());
            return targets.size();
        }
    }

    private static String target(final Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (final IOException ex) {
            return "";
        }
    }

    @Test
    void shouldReadWhatWasAppendedBetweenTwoIdleTimes() throws IOException {
        try (TestLog log = TestLog.open(directory);
                Appender appender = log.log.appender();
                PartitionReader reader = log.reader()) {
            TestLog.appendMany(appender, 2);
            log.fallIdle();
            assertEquals(List.of("0=value0", "1=value1"), TestLog.readAll(reader));
            TestLog.append(appender, "more");
            log.fallIdle();
            assertEquals(List.of("2=more"), TestLog.readAll(reader), "without the log being awake again");
            TestLog.append(appender, "last");
            assertEquals(List.of("3=last"), TestLog.readAll(reader));
            log.assertNoErrors();
        }
    }
}
