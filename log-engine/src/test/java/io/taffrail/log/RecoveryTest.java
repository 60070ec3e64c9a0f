/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.BootId;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryTest {
    private static final TopicSettings SETTINGS = TestLog.small().build();

    @TempDir
    Path directory;

    @Test
    void shouldPutVoidsInThePlaceOfOpenClaims() throws IOException {
        final int claims = 5;
        final List<Long> open = new ArrayList<>();
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            for (int i = 0; i < claims; i++) {
                TestLog.appendMany(appender, 300);
                open.add(test.log.appender().tryClaim(100 + i * 1000));
                open.add(test.log.appender().tryClaim(10));
            }
            TestLog.appendMany(appender, 10);
            test.abandon();
        }
        try (TestLog recovered = TestLog.open(directory)) {
            final int expected = claims * 302 + 10;
            assertEquals(expected, recovered.log.endOffset());
            assertEquals(2, recovered.log.term());
            final List<Long> missing = missing(recovered, expected);
            assertEquals(open, missing, "the offsets of open claims, and no others, are empty");
        }
    }

    @Test
    void shouldEndBeforeTheOpenClaimWhenNothingFollowsIt() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, 100);
            final Appender open = test.log.appender();
            assertEquals(100, open.tryClaim(100));
            open.buffer().setMemory(open.valueIndex(), 100, (byte) 7);
            test.abandon();
        }
        try (TestLog recovered = TestLog.open(directory);
                Appender appender = recovered.log.appender()) {
            assertEquals(100, recovered.log.endOffset());
            assertEquals(100, TestLog.append(appender, "next"));
            assertEquals(101, recovered.readAll().size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void shouldRecoverAClaimOpenAtTheVeryStartOrEndOfASegment(final int which) throws IOException {
        final int perSegment = (64 * 1024 - LogFormat.SEGMENT_HEADER_LENGTH) / 128;
        final int at = new int[] {0, perSegment - 1, perSegment, 2 * perSegment - 1, 2 * perSegment, 7}[which];
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            for (int i = 0; i < 3 * perSegment + 5; i++) {
                if (i == at) {
                    assertEquals(i, test.log.appender().tryClaim(8));
                } else {
                    assertEquals(i, TestLog.append(appender, "12345678"));
                }
            }
            test.abandon();
        }
        for (int round = 0; round < 3; round++) {
            try (TestLog recovered = TestLog.open(directory);
                    Appender appender = recovered.log.appender()) {
                assertEquals(1, termOfFirstBatch(), "a void has the term of its neighbours");
                assertEquals(3 * perSegment + 5 + round, recovered.log.endOffset());
                assertEquals(List.of((long) at), missing(recovered, 3 * perSegment + 5 + round));
                TestLog.append(appender, "more");
                recovered.abandon();
            }
        }
    }

    @Test
    void shouldNameASegmentThatWasBegunRightBeforeTheCrash() throws IOException {
        final Path named;
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, 3_000);
            test.turn();
            named = test.log.segments()[test.log.segments().length - 1].path();
            test.abandon();
        }
        Files.move(named, named.resolveSibling("spare-7.tmp")); // as a roll leaves it until the duties come to it

        try (TestLog recovered = TestLog.open(directory)) {
            assertEquals(3_000, recovered.readAll().size());
            assertTrue(Files.exists(named), "readers in other processes look for " + named);
        }
    }

    @Test
    void shouldKeepTheTermWhenClosedCleanAndRaiseItWhenNot() throws IOException {
        for (int round = 0; round < 6; round++) {
            final boolean isClean = round % 2 == 0;
            try (TestLog test = TestLog.open(directory);
                    Appender appender = test.log.appender()) {
                TestLog.append(appender, "value");
                assertEquals(1 + round / 2, test.log.term());
                if (!isClean) {
                    test.abandon();
                }
            }
        }
    }

    @Test
    void shouldReadNoBatchWhenOpenedAfterACleanClose() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, 20_000);
        }
        final FaultyStorage storage = new FaultyStorage();
        final AtomicLong batchReads = new AtomicLong();
        storage.onRead = (path, position) -> {
            if (path.toString().endsWith(SegmentFiles.SUFFIX) && position >= LogFormat.SEGMENT_HEADER_LENGTH) {
                batchReads.incrementAndGet();
            }
        };
        final TestLog reopened = new TestLog(storage, directory, SETTINGS, Replication.NONE);
        reopened.log.load();
        assertEquals(20_000, reopened.log.endOffset());
        assertTrue(
                batchReads.get() <= 1, "only a look whether anything stands behind the end: reads=" + batchReads.get());
        reopened.close();
    }

    @Test
    void shouldRecoverWithoutAManifest() throws IOException {
        write(2_000, false);
        Files.delete(directory.resolve(Manifest.NAME));
        try (TestLog recovered = TestLog.open(directory)) {
            assertEquals(2_000, recovered.readAll().size());
        }
        Files.delete(directory.resolve(Manifest.NAME));
        try (TestLog reopened = TestLog.open(directory)) {
            assertEquals(2_000, reopened.readAll().size(), "closed clean, then the manifest was lost");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNameTheManifestWhenItIsDamaged(final boolean isClean) throws IOException {
        write(2_000, isClean);
        final Path manifest = directory.resolve(Manifest.NAME);
        final byte[] bytes = Files.readAllBytes(manifest);
        bytes[bytes.length / 2] ^= 4;
        Files.write(manifest, bytes);

        final CorruptLogException ex = assertThrows(CorruptLogException.class, () -> TestLog.open(directory));

        assertEquals(manifest, ex.path());
    }

    @Test
    void shouldMakeTheIndexAgainWhenItIsMissingOrDamaged() throws IOException {
        write(2_000, true);
        boolean isFirst = true;
        for (final Path index : files(SegmentFiles.INDEX_SUFFIX)) {
            if (isFirst) {
                Files.delete(index);
            } else {
                final byte[] bytes = Files.readAllBytes(index);
                bytes[bytes.length - 1] ^= 1;
                Files.write(index, bytes);
            }
            isFirst = false;
        }
        try (TestLog reopened = TestLog.open(directory);
                Appender appender = reopened.log.appender();
                PartitionReader reader = reopened.reader()) {
            assertEquals(1, reopened.log.term(), "it is still clean");
            for (int offset = 0; offset < 2_000; offset += 111) {
                reader.seek(offset);
                final int expected = offset;
                assertEquals(1, reader.poll(record -> assertEquals(expected, record.offset()), 1));
            }
            TestLog.appendMany(appender, 2_000);
            assertEquals(4_000, reopened.readAll().size());
            reopened.assertNoErrors();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNameTheSegmentThatIsMissing(final boolean isClean) throws IOException {
        write(2_000, isClean);
        final List<Path> segments = files(SegmentFiles.SUFFIX);
        for (int i = 0; i < segments.size() - 1; i++) {
            final Path hidden = directory.resolveSibling("hidden");
            Files.move(segments.get(i), hidden);
            final CorruptLogException ex = assertThrows(CorruptLogException.class, () -> TestLog.open(directory));
            assertTrue(
                    ex.getMessage().contains("generation " + (i + 1)),
                    () -> "which one is missing: " + ex.getMessage());
            Files.move(hidden, segments.get(i));
        }
        try (TestLog reopened = TestLog.open(directory)) {
            assertEquals(2_000, reopened.readAll().size());
        }
    }

    @Test
    void shouldNotTakeACleanLogWithoutItsLastSegmentForShorter() throws IOException {
        write(2_000, true);
        final List<Path> segments = files(SegmentFiles.SUFFIX);
        Files.delete(segments.get(segments.size() - 1));

        final CorruptLogException ex = assertThrows(CorruptLogException.class, () -> TestLog.open(directory));

        assertTrue(ex.getMessage().contains("generation"), ex.getMessage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldLoseNothingWhenTheControlFileIsMissing(final boolean isClean) throws IOException {
        write(2_000, isClean);
        Files.delete(directory.resolve(ControlFile.NAME));

        try (TestLog reopened = TestLog.open(directory);
                Appender appender = reopened.log.appender()) {
            assertEquals(2_000, reopened.log.endOffset());
            assertEquals(2_000, TestLog.append(appender, "next"));
            assertEquals(2_001, reopened.readAll().size());
        }
    }

    @Test
    void shouldNotBelieveAnOldCleanCheckpointWhenTheNewerOneIsDamaged() throws IOException {
        write(100, true);
        write(100, false);
        final Path control = directory.resolve(ControlFile.NAME);
        final byte[] bytes = Files.readAllBytes(control);
        final int newest = sequence(bytes, LogFormat.CHECKPOINT_SLOT_0) > sequence(bytes, LogFormat.CHECKPOINT_SLOT_1)
                ? LogFormat.CHECKPOINT_SLOT_0
                : LogFormat.CHECKPOINT_SLOT_1;
        bytes[newest + 40] ^= 1;
        Files.write(control, bytes);

        try (TestLog reopened = TestLog.open(directory)) {
            assertEquals(200, reopened.readAll().size());
        }
    }

    @Test
    void shouldRefuseFilesOfAnotherLog() throws IOException {
        write(2_000, true);
        for (final String name : List.of(ControlFile.NAME, Manifest.NAME)) {
            final Path file = directory.resolve(name);
            final byte[] bytes = Files.readAllBytes(file);
            final TestLog other =
                    new TestLog(new FileStorage(), directory.resolve("other-" + name), SETTINGS, Replication.NONE, 43);
            try (Appender appender = other.log.appender()) {
                TestLog.append(appender, "value");
            }
            other.close();
            Files.copy(
                    directory.resolve("other-" + name).resolve(name),
                    file,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            final CorruptLogException ex = assertThrows(CorruptLogException.class, () -> TestLog.open(directory));
            assertEquals(file, ex.path());
            assertTrue(ex.getMessage().contains("another partition"), ex.getMessage());
            Files.write(file, bytes);
        }
        try (TestLog reopened = TestLog.open(directory)) {
            assertEquals(2_000, reopened.readAll().size());
        }
    }

    @Test
    void shouldRefuseANewerFormatAndSayWhich() throws IOException {
        write(100, true);
        final Path control = directory.resolve(ControlFile.NAME);
        final byte[] bytes = Files.readAllBytes(control);
        bytes[8] = 2;
        Files.write(control, bytes);

        final NewerFormatException ex = assertThrows(NewerFormatException.class, () -> TestLog.open(directory));

        assertTrue(ex.getMessage().contains(control.toString()), ex.getMessage());
        assertTrue(ex.getMessage().contains("formatVersion=2"), ex.getMessage());
    }

    @Test
    void shouldCutAtTheFirstHoleWhenAnotherBootWroteIt() throws IOException {
        final FaultyStorage storage = new FaultyStorage();
        final TestLog test = new TestLog(storage, directory, SETTINGS, Replication.NONE);
        try (Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, 100);
            test.log.appender().tryClaim(8);
            TestLog.appendMany(appender, 1_000);
            test.abandon();
        }
        storage.bootId = new BootId(1, 2);
        final TestLog recovered = new TestLog(storage, directory, SETTINGS, Replication.NONE);
        recovered.log.load();
        try (Appender appender = recovered.log.appender()) {
            assertEquals(100, recovered.log.endOffset());
            TestLog.appendMany(appender, 1_000);
            assertEquals(1_100, recovered.readAll().size());
        }
        final String notice = messages(recovered).get(0);
        assertTrue(notice.startsWith("recovery cut the log: file=" + directory.resolve("0000")), notice);
        assertTrue(notice.contains(" position=" + (LogFormat.SEGMENT_HEADER_LENGTH + 100 * 128) + " "), notice);
        assertTrue(notice.contains(" offsets=100..1100 found=open_claim: batches behind it"), notice);
        recovered.close();
    }

    @Test
    void shouldTellOfEachVoidAndOfAllWhenThereAreVeryMany() throws IOException {
        final int claims = RecoveryReport.MAX_VOIDS + 7;
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.append(appender, "first");
            for (int i = 0; i < claims; i++) {
                assertTrue(test.log.appender().tryClaim(8) > 0);
                TestLog.append(appender, "between");
            }
            test.abandon();
        }
        for (final boolean isFirst : new boolean[] {true, false}) {
            try (TestLog recovered = TestLog.open(directory)) {
                if (isFirst) {
                    assertEquals(RecoveryReport.MAX_VOIDS + 1, recovered.errors.size());
                    final String notice = recovered.errors.get(0).getMessage();
                    assertTrue(notice.contains(" position=" + (LogFormat.SEGMENT_HEADER_LENGTH + 128) + " "), notice);
                    assertTrue(notice.contains(" bytes=128 offsets=1..1:"), notice);
                    final String all =
                            recovered.errors.get(RecoveryReport.MAX_VOIDS).getMessage();
                    assertTrue(all.contains("over " + claims + " holes of offsets=" + claims + " in all"), all);
                } else {
                    recovered.assertNoErrors();
                }
                recovered.abandon();
            }
        }
    }

    @Test
    void shouldTellThatNoBatchWasLostWhenOnlyAnOpenClaimWasCut() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, 10);
            final Appender open = test.log.appender();
            assertEquals(10, open.tryClaim(100));
            test.abandon();
        }
        try (TestLog recovered = TestLog.open(directory)) {
            assertEquals(1, recovered.errors.size(), () -> "errors=" + recovered.errors);
            final String notice = recovered.errors.get(0).getMessage();
            assertTrue(notice.contains(" offsets=none from 10 found=open_claim: no sound batch"), notice);
        }
    }

    @Test
    void shouldPutSegmentsAsideThatLieBehindACut() throws IOException {
        final FaultyStorage storage = new FaultyStorage();
        for (int boot = 1; boot <= 2; boot++) {
            final TestLog test = new TestLog(storage, directory, SETTINGS, Replication.NONE);
            test.log.load();
            try (Appender appender = test.log.appender()) {
                TestLog.append(appender, "first");
                test.log.appender().tryClaim(8);
                TestLog.appendMany(appender, 1_200);
                test.turn();
                test.abandon();
            }
            final List<Path> segments = files(SegmentFiles.SUFFIX);
            assertEquals(3, segments.size());
            final List<byte[]> bytes =
                    List.of(Files.readAllBytes(segments.get(1)), Files.readAllBytes(segments.get(2)));
            storage.bootId = new BootId(1, boot);

            final TestLog recovered = new TestLog(storage, directory, SETTINGS, Replication.NONE);
            recovered.log.load();

            assertEquals(boot, recovered.log.endOffset());
            assertEquals(1, files(SegmentFiles.SUFFIX).size());
            final List<String> notices = messages(recovered);
            assertEquals(3, notices.size(), notices::toString);
            assertTrue(notices.get(0).contains(" segmentsDropped=2 "), notices::toString);
            for (int i = 0; i < 2; i++) {
                final String notice = notices.get(2 - i);
                assertTrue(notice.contains("aside: file=" + segments.get(i + 1) + " now="), notice);
                final String aside = notice.substring(notice.indexOf("now=") + 4, notice.indexOf(" bytes="));
                assertTrue(aside.endsWith(Orphans.SUFFIX), aside);
                assertArrayEquals(bytes.get(i), Files.readAllBytes(directory.resolve(aside)));
            }
            recovered.close();
            assertEquals(2 * boot, files(Orphans.SUFFIX).size(), "those of an earlier boot are still there");
        }
    }

    @Test
    void shouldPutSegmentsAsideThatTheLogDoesNotLeadTo() throws IOException {
        final FaultyStorage storage = new FaultyStorage();
        write(1_200, false);
        final List<Path> segments = files(SegmentFiles.SUFFIX);
        Files.delete(segments.get(1));
        Files.write(segments.get(1), new byte[64 * 1024]);
        storage.bootId = new BootId(1, 2);
        final TestLog recovered = new TestLog(storage, directory, SETTINGS, Replication.NONE);

        recovered.log.load();

        assertEquals(1, files(SegmentFiles.SUFFIX).size(), "one without a header and anything else is deleted");
        assertEquals(List.of(Path.of(segments.get(2) + Orphans.SUFFIX)), files(Orphans.SUFFIX));
        assertTrue(
                messages(recovered).stream().anyMatch(text -> text.contains("aside: file=" + segments.get(2))),
                () -> "errors=" + recovered.errors);
        recovered.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldDeleteIndicesOfSegmentsThatAreNoMore(final boolean isClean) throws IOException {
        write(2_000, isClean);
        final List<Path> indices = files(SegmentFiles.INDEX_SUFFIX);
        final Path dropped = directory.resolve(SegmentFiles.indexName(77, 9));
        final Path unfinished = directory.resolve(SegmentFiles.indexName(0, 1) + SegmentFiles.UNFINISHED_SUFFIX);
        Files.copy(indices.get(0), dropped);
        Files.copy(indices.get(0), unfinished);

        try (TestLog reopened = TestLog.open(directory)) {
            assertFalse(Files.exists(dropped));
            assertFalse(Files.exists(unfinished));
            assertTrue(files(SegmentFiles.INDEX_SUFFIX).containsAll(indices.subList(0, 2)), "those in use are kept");
            assertEquals(2_000, reopened.readAll().size());
        }
    }

    private static List<String> messages(final TestLog test) {
        return test.errors.stream().map(Throwable::getMessage).toList();
    }

    private int termOfFirstBatch() throws IOException {
        final byte[] bytes = Files.readAllBytes(directory.resolve(SegmentFiles.name(0, 1)));
        return java.nio.ByteBuffer.wrap(bytes)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getInt(LogFormat.SEGMENT_HEADER_LENGTH + LogFormat.TERM_OFFSET);
    }

    private static long sequence(final byte[] bytes, final int slot) {
        return java.nio.ByteBuffer.wrap(bytes)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getLong(slot);
    }

    private void write(final int number, final boolean isClean) throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, number);
            test.retain();
            if (!isClean) {
                test.abandon();
            }
        }
    }

    private static List<Long> missing(final TestLog test, final long end) {
        final List<Long> missing = new ArrayList<>();
        final long[] next = {0};
        try (PartitionReader reader = test.reader()) {
            while (reader.poll(
                            record -> {
                                for (; next[0] < record.offset(); next[0]++) {
                                    missing.add(next[0]);
                                }
                                next[0]++;
                            },
                            100)
                    > 0) {
                continue;
            }
        }
        for (; next[0] < end; next[0]++) {
            missing.add(next[0]);
        }
        return missing;
    }

    private List<Path> files(final String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
