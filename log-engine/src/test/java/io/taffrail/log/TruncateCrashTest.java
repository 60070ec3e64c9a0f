/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.Durability;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.BootId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Keeps an image of the directory before every step that a truncation takes, opens each as the process's death and as a
 * crash of the operating system leave it, and demands the log as it was or as it was to be.
 */
class TruncateCrashTest {
    private static final int RECORDS = 1_600;
    private static final long FORCED = 1_500;

    @TempDir
    Path directory;

    private final Copies replication = new Copies();
    private final FaultyStorage storage = new FaultyStorage();
    private final List<Path> images = new ArrayList<>();
    private Path home;

    @BeforeEach
    void setUp() {
        home = directory.resolve("home");
    }

    /** The rest of a log or of another: what an operation does with it. */
    private interface Step {
        void run(ReplicaLog replica) throws IOException;
    }

    @ParameterizedTest
    @CsvSource({"ASYNC,200", "ASYNC,1550", "INTERVAL,200", "INTERVAL,1499", "INTERVAL,1550", "SYNC,0", "SYNC,1001"})
    void shouldBeCutOrNotAtEveryStep(final Durability durability, final int offset) throws IOException {
        final List<String> before = imagesOf(durability, replica -> replica.truncate(offset));
        final List<String> after = before.subList(0, offset);

        boolean wasCut = false;
        for (final Path image : images) {
            for (final boolean isSameBoot : new boolean[] {true, false}) {
                final List<String> found = opened(image, isSameBoot, settings(durability), offset);
                assertTrue(found.equals(before) || found.equals(after), () -> "end=" + found.size() + " " + image);
                final boolean isCut = found.equals(after);
                assertTrue(isCut || !wasCut, "it was cut before already");
                wasCut |= isCut && isSameBoot;
            }
        }
        assertTrue(wasCut);
        assertTrue(images.size() > 6, () -> "images=" + images.size());
    }

    @ParameterizedTest
    @CsvSource({"ASYNC,0", "INTERVAL,200", "SYNC,1001", "ASYNC,1600", "INTERVAL,5000"})
    void shouldHoldNothingThatItDidNotHoldAtEveryStepOfADiscard(final Durability durability, final int offset)
            throws IOException {
        final List<String> before = imagesOf(durability, replica -> replica.discard(offset, offset == 0 ? 0 : 9));

        for (final Path image : images) {
            for (final boolean isSameBoot : new boolean[] {true, false}) {
                final List<String> found = opened(image, isSameBoot, settings(durability), -1);
                assertTrue(found.isEmpty()
                        || before.subList(before.size() - found.size(), before.size())
                                .equals(found));
            }
        }
    }

    @Test
    void shouldStayFencedOrFailWhenTheDiskFailsAtAnyStep() throws IOException {
        final List<String> before = imagesOf(Durability.INTERVAL, replica -> {});
        for (int failing = 0; failing < 12; failing++) {
            final Path image = copyOf(home, "failing" + failing);
            final int[] left = {failing};
            final TestLog log = replication.open(storage, image, settings(Durability.INTERVAL));
            log.log.fence();
            log.log.replica().follow();
            final FaultyStorage.Fault fault = path -> {
                if (left[0]-- == 0) {
                    FaultyStorage.fail(path);
                }
            };
            storage.onForce = fault;
            storage.onChange = fault;
            boolean isDone = true;
            try {
                log.log.replica().truncate(700);
            } catch (final IOException ex) {
                isDone = false;
            }
            storage.onForce = FaultyStorage.NONE;
            storage.onChange = FaultyStorage.NONE;
            final TailState state = log.log.current().state;
            assertTrue(isDone || state == TailState.FENCED || state == TailState.FAILED, () -> "state=" + state);
            if (state == TailState.FENCED) {
                log.log.replica().truncate(700);
                assertEquals(before.subList(0, 700), Copies.batches(log));
            }
            log.abandon();
            final List<String> found = opened(image, true, settings(Durability.INTERVAL), 700);
            assertTrue(found.equals(before) || found.equals(before.subList(0, 700)), () -> "end=" + found.size());
        }
    }

    private List<String> imagesOf(final Durability durability, final Step step) throws IOException {
        final List<String> before;
        try (TestLog log = replication.led(storage, home, settings(durability));
                Appender publisher = log.log.appender()) {
            TestLog.appendMany(publisher, (int) FORCED);
            force(log, FORCED - 100);
            force(log, FORCED);
            for (int term = 2; term < 5; term++) {
                log.log.fence();
                log.log.replica().lead(term);
            }
            TestLog.appendMany(publisher, (int) (RECORDS - log.log.endOffset()));
            log.turn();
            before = Copies.batches(log);
            assertEquals(RECORDS, before.size());
            log.log.fence();
            storage.onForce = this::keep;
            storage.onChange = this::keep;
            step.run(log.log.replica());
            storage.onForce = FaultyStorage.NONE;
            storage.onChange = FaultyStorage.NONE;
            images.add(copyOf(home, "image" + images.size()));
            log.assertNoErrors();
            log.abandon();
        }
        return before;
    }

    private static void force(final TestLog log, final long offset) {
        log.turn();
        log.log.requestForce(offset);
        log.turn();
    }

    private void keep(final Path changed) throws IOException {
        images.add(copyOf(home, "image" + images.size()));
    }

    /** What an image holds after recovery; it must also go on from there. */
    private List<String> opened(
            final Path image, final boolean isSameBoot, final TopicSettings settings, final int offset)
            throws IOException {
        final Path copy = copyOf(image, image.getFileName() + (isSameBoot ? "-same" : "-other"));
        final BootId present = storage.bootId;
        if (!isSameBoot) {
            storage.bootId = new BootId(present.high() + 1, present.low());
        }
        try (TestLog log = replication.open(storage, copy, settings);
                Appender publisher = log.log.appender()) {
            final List<String> found = Copies.batches(log);
            final int last = found.isEmpty()
                    ? 0
                    : Integer.parseInt(found.get(found.size() - 1).split(":")[1]);
            if (offset >= 0) {
                assertEquals(last, log.log.replica().lastTerm());
            }
            final long end = log.log.endOffset();
            log.log.fence();
            log.log.replica().lead(20);
            assertEquals(end + 1, TestLog.append(publisher, "new"));
            return found;
        } finally {
            storage.bootId = present;
        }
    }

    private static TopicSettings settings(final Durability durability) {
        return TestLog.small().durability(durability).build();
    }

    private Path copyOf(final Path from, final String name) throws IOException {
        final Path to = Files.createDirectory(directory.resolve(name));
        try (Stream<Path> files = Files.list(from)) {
            for (final Path file : files.toList()) {
                Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file), StandardOpenOption.CREATE_NEW);
            }
        }
        return to;
    }
}
