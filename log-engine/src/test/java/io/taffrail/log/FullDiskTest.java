/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.TopicSettings;
import io.taffrail.testsupport.disk.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FullDiskTest {
    private static final TopicSettings SETTINGS = TestLog.small().build();

    @TempDir
    Path parent;

    private SmallDisk disk;
    private Path directory;

    @BeforeEach
    void mount() throws IOException {
        disk = SmallDisk.mount(parent.resolve("disk"), 2048);
        directory = disk.directory().resolve("log");
    }

    @AfterEach
    void unmount() {
        if (disk != null) {
            disk.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8, 16, 17, 20, 40})
    void shouldLoseNothingAndResumeWhenThereIsRoomAgain(final int blocks) throws IOException {
        int published = 0;
        try (TestLog test =
                TestLog.open(directory, SETTINGS).givingUpAfterMs(500).ticking(1_000_000)) {
            try (Appender appender = test.log.appender()) {
                TestLog.append(appender, "value0");
                published++;
                disk.fillBut(blocks);
                for (int round = 0; round < 5; round++) {
                    published += publishUntilFull(test, appender, published);
                    turns(test);
                    assertTrue(test.log.failure() == null, () -> "failure=" + test.log.failure());
                }
                disk.makeRoom();
                turns(test);
                final int before = published;
                while (published < before + 2_000) {
                    assertEquals(published, TestLog.append(appender, "value" + published));
                    published++;
                }
                check(test, published);
            }
            assertTrue(test.log.close(), "not clean");
        }
        try (TestLog reopened = TestLog.open(directory, SETTINGS)) {
            check(reopened, published);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 16, 17, 18, 19, 20})
    void shouldRefuseTheFirstPublishAndResumeWhenThereIsRoom(final int blocks) throws IOException {
        try (TestLog test =
                        TestLog.open(directory, SETTINGS).givingUpAfterMs(500).ticking(1_000_000);
                Appender appender = test.log.appender()) {
            disk.fillBut(blocks);
            int published = publishUntilFull(test, appender, 0);
            turns(test);
            published += publishUntilFull(test, appender, published);

            disk.makeRoom();
            turns(test);

            final int before = published;
            while (published < before + 2_000) {
                assertEquals(published, TestLog.append(appender, "value" + published));
                published++;
            }
            check(test, published);
            test.retain();
            test.retain();
            test.log.onSettings(TestLog.small().retentionBytes(0).build());
            test.retain();
            assertEquals(1, test.log.segments().length, "retention works on what is there");
            assertEquals(segmentFiles(), test.log.segments().length, "no file is forgotten");
        }
    }

    @Test
    void shouldDeleteExpiredSegmentsWhenTheDiskIsFull() throws IOException {
        try (TestLog test =
                        TestLog.open(directory, SETTINGS).givingUpAfterMs(500).ticking(1_000_000);
                Appender appender = test.log.appender()) {
            for (int i = 0; i < 5_000; i++) {
                TestLog.append(appender, "value" + i);
                test.dutyNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
                test.turn();
            }
            publishUntilFull(test, appender, 5_000);
            disk.fillBut(0);

            test.log.onSettings(TestLog.small().retentionBytes(0).build());
            turns(test);

            assertTrue(TestLog.append(appender, "goes on") > 0);
            assertTrue(test.log.logStartOffset() > 0);
            assertTrue(test.log.failure() == null);
        }
    }

    @Test
    void shouldFallIdleOrStayOpenWhenTheDiskIsFull() throws IOException {
        try (TestLog test =
                        TestLog.open(directory, SETTINGS).givingUpAfterMs(500).ticking(1_000_000);
                Appender appender = test.log.appender()) {
            TestLog.append(appender, "value0");
            disk.fillBut(0);
            for (int i = 0; i < 5; i++) {
                test.dutyNs.addAndGet(TimeUnit.SECONDS.toNanos(11));
                test.turn();
            }
            assertTrue(test.log.failure() == null, () -> "failure=" + test.log.failure());
            disk.makeRoom();
            turns(test);
            assertEquals(1, TestLog.append(appender, "value1"));
            check(test, 2);
        }
    }

    /** Publish until it is refused; how many were taken. */
    private static int publishUntilFull(final TestLog test, final Appender appender, final int from) {
        int published = from;
        long result = TestLog.append(appender, "value" + published);
        while (result >= 0) {
            assertEquals(published, result);
            published++;
            result = TestLog.append(appender, "value" + published);
        }
        assertEquals(PublishResult.STORAGE_FULL, result, PublishResult.describe(result) + " errors=" + test.errors);
        return published - from;
    }

    private static void turns(final TestLog test) {
        for (int i = 0; i < 10; i++) {
            test.retain();
        }
    }

    private static void check(final TestLog test, final int published) {
        final List<String> expected = new ArrayList<>();
        for (int i = 0; i < published; i++) {
            expected.add(i + "=value" + i);
        }
        assertEquals(expected, test.readAll());
    }

    private long segmentFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SegmentFiles.SUFFIX))
                    .count();
        }
    }
}
