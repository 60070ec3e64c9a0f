/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.settings.CleanupPolicy;
import io.taffrail.settings.TopicSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes do and what they leave, and what happens when something is wrong. */
@Timeout(60)
class CompactionTest {
    private static final int KEYS = 30;
    private static final int RECORDS = 1_500;
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);

    @TempDir
    Path directory;

    private final FaultyStorage storage = new FaultyStorage();
    private TestLog test;

    @BeforeEach
    void open() throws IOException {
        open(Compactor.settings());
    }

    private void open(final TopicSettings.Builder settings) throws IOException {
        test = new TestLog(storage, directory, settings.build(), Replication.NONE);
        test.log.load();
    }

    @AfterEach
    void close() throws IOException {
        storage.onWrite = FaultyStorage.NONE;
        storage.onChange = FaultyStorage.NONE;
        storage.onForce = FaultyStorage.NONE;
        test.close();
    }

    @Test
    void shouldFindTheCleanPointAgainAfterARestart() throws IOException {
        publish(RECORDS);
        final CompactionResult result = Compactor.run(test);
        assertTrue(result.cleanOffset() > RECORDS / 2, result.toString());
        test.close();
        open();

        assertEquals(result.cleanOffset(), LogCompaction.of(test.log).cleanOffset());
        assertFalse(LogCompaction.of(test.log).isDue());
    }

    @Test
    void shouldGoOnWhereTheMemoryForKeysEnded() throws IOException {
        for (int i = 0; i < RECORDS; i++) {
            append("key" + i, new byte[100]);
        }

        final CompactionResult part = Compactor.run(test, 30 * 200);
        final CompactionResult more = Compactor.run(test, 30 * 200);

        assertFalse(part.isWhole());
        assertTrue(part.keys() <= 210 && part.cleanOffset() <= part.keys() + 1, part.toString());
        assertTrue(more.cleanOffset() > part.cleanOffset(), more.toString());
        assertEquals(RECORDS, read().size());
    }

    @Test
    void shouldNotBeginOverWhenABatchHasMoreKeysThanThereIsMemoryFor() throws IOException {
        final BatchDraft batch = new BatchDraft();
        for (int i = 0; i < 100; i++) {
            batch.add(new RecordDraft().key(("key" + i).getBytes()).value(new byte[20]));
        }
        try (Appender appender = test.log.appender()) {
            assertEquals(0, appender.append(batch));
        }
        publish(RECORDS);

        final IllegalStateException ex = assertThrows(IllegalStateException.class, () -> Compactor.run(test, 30 * 20));

        assertTrue(ex.getMessage().contains("raise cleanerDedupeBufferSize"), ex.getMessage());
        assertFalse(LogCompaction.of(test.log).isDue(), "it would be in vain");
    }

    @Test
    void shouldKeepTombstonesUntilTheirTimeIsOver() throws IOException {
        publish(RECORDS);
        for (int key = 0; key < KEYS; key++) {
            append("key" + key, null);
        }
        fill();
        assertEquals(KEYS, Compactor.run(test).tombstonesKept());

        test.epochNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(23 * HOUR_MS));
        fill();
        assertEquals(KEYS, Compactor.run(test).tombstonesKept());
        test.epochNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(2 * HOUR_MS));
        fill();
        final CompactionResult last = Compactor.run(test);

        assertEquals(KEYS, last.tombstonesDropped());
        assertEquals(0, last.tombstonesKept());
    }

    @Test
    void shouldNotCompactWhatIsTooYoung() throws IOException {
        test.log.onSettings(
                Compactor.settings().set("min.compaction.lag.ms", "" + HOUR_MS).build());
        publish(RECORDS);
        assertEquals(0, Compactor.ready(test).dirtyBytes());

        test.epochNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(2 * HOUR_MS));

        assertTrue(Compactor.ready(test).dirtyBytes() > 0);
    }

    @Test
    void shouldBeDueByTheLargestLagWhateverTheRatio() throws IOException {
        test.log.onSettings(Compactor.settings()
                .set("min.cleanable.dirty.ratio", "1")
                .set("max.compaction.lag.ms", "" + HOUR_MS)
                .build());
        publish(RECORDS);
        assertFalse(Compactor.ready(test).isDue());

        test.epochNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(2 * HOUR_MS));

        assertTrue(Compactor.ready(test).isDue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMPACT", "COMPACT_AND_DELETE"})
    void shouldDeleteOldSegmentsOnlyWhereThePolicySaysSo(final CleanupPolicy policy) throws IOException {
        test.log.onSettings(
                Compactor.settings().cleanupPolicy(policy).retentionMs(HOUR_MS).build());
        publish(RECORDS);
        Compactor.run(test);

        test.epochNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(2 * HOUR_MS));
        test.retain();

        assertEquals(policy == CleanupPolicy.COMPACT_AND_DELETE, test.log.logStartOffset() > 0);
        assertTrue(test.log.logStartOffset() == 0 || read().firstKey() >= test.log.logStartOffset());
    }

    @Test
    void shouldTellTheTermOfEveryPosition() throws IOException {
        for (int term = 1; term < 12; term++) {
            publish(100);
            append("only in term" + term, new byte[100]);
            publish(70);
            test.log.fence();
            test.log.beginTerm(test.log.term() + 1 + term % 2);
        }
        publish(600);

        Compactor.run(test);

        try (PartitionReader reader = test.reader()) {
            while (reader.poll(record -> assertEquals(test.log.termOf(record.offset()), record.term()), 1) > 0) {
                assertEquals(test.log.termOf(reader.position() - 1), reader.positionTerm());
            }
        }
        assertEquals(KEYS + 11, read().tailMap(0L).values().stream().distinct().count());
        for (long at = 1; at < test.log.endOffset(); at += 7) { // it passes over batches that have grown
            try (PartitionReader reader = test.reader()) {
                reader.seekToTime(START_NS + at);
                final int term = reader.positionTerm();
                assertTrue(term == PartitionReader.NO_TERM || term == test.log.termOf(reader.position() - 1));
            }
        }
    }

    @Test
    void shouldPassOverSegmentsThatHoldNothing() throws IOException {
        publish(700);
        for (int term = 0; term < 4; term++) { // a claim that is cut off at the very start of a segment leaves it empty
            try (Appender appender = test.log.appender()) {
                assertTrue(appender.tryClaim(new RecordDraft().key(new byte[1]), 10) >= 0);
                test.log.fence();
                test.log.beginTerm(test.log.term() + 1);
                assertEquals(PublishResult.FENCED, appender.commit());
            }
        }
        publish(700);
        assertTrue(Arrays.stream(test.log.segments())
                .anyMatch(segment -> segment.endPosition() == LogFormat.SEGMENT_HEADER_LENGTH));

        final CompactionResult result = Compactor.run(test);

        assertTrue(result.cleanOffset() > 900 && result.segmentsAfter() == 1, result.toString());
        assertEquals(KEYS, read().values().stream().distinct().count());
        test.close();
        open();
        assertEquals(result.cleanOffset(), LogCompaction.of(test.log).cleanOffset());
    }

    @Test
    void shouldKnowProducersWhenTheirFilesAreLost() throws IOException {
        final UnsafeBuffer nothing = new UnsafeBuffer(0, 0);
        try (ProducerAppender producer = test.log.producer(9, (short) 2)) {
            for (int i = 0; i < 20; i++) {
                assertTrue(producer.append(
                                i, new RecordDraft().key("key1".getBytes()).value(new byte[9]))
                        >= 0);
            }
        }
        publish(RECORDS);
        Compactor.run(test);
        assertFalse(read().containsKey(19L), "all of its records are gone");
        test.close();
        delete(SegmentFiles.PRODUCERS_SUFFIX);
        open();

        try (ProducerAppender producer = test.log.producer(9, (short) 2)) {
            final RecordDraft draft = new RecordDraft().key("key1".getBytes()).value(nothing, 0, 0);
            assertEquals(19, producer.append(19, draft), "a repetition");
            assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, producer.append(21, draft));
            assertEquals(test.log.endOffset(), producer.append(20, draft));
        }
    }

    @Test
    void shouldDropRecordsWithoutKeyThatWereThereBefore() throws IOException {
        test.log.onSettings(TestLog.small().build());
        try (Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, 700);
        }
        test.log.onSettings(Compactor.settings().build());
        publish(RECORDS);

        assertEquals(700, Compactor.run(test).keylessDropped());
    }

    @Test
    void shouldLeaveTheLogAsItIsWhenABitWasFlipped() throws IOException {
        publish(RECORDS);
        Compactor.ready(test);
        final Path damaged = segments().get(2);
        final byte[] bytes = Files.readAllBytes(damaged);
        bytes[LogFormat.SEGMENT_HEADER_LENGTH + 70] ^= 16;
        Files.write(damaged, bytes);
        final Map<String, Integer> before = contents();

        final CorruptLogException ex = assertThrows(CorruptLogException.class, () -> Compactor.run(test));

        assertEquals(damaged, ex.path());
        assertEquals(before, contents());
        assertNull(test.log.failure());
        assertFalse(LogCompaction.of(test.log).isDue(), "it would be in vain");
    }

    @ParameterizedTest
    @ValueSource(strings = {".log.tmp", ".index.tmp", ".producers.tmp", "manifest.tmp"})
    void shouldLeaveTheLogAsItIsOnAFullDisk(final String full) throws IOException {
        publish(RECORDS);
        Compactor.ready(test);
        final Map<String, Integer> before = contents();
        final Map<Long, String> records = read();
        storage.onWrite = path -> {
            if (path.toString().endsWith(full)) {
                FaultyStorage.fill(path);
            }
        };

        assertThrows(IOException.class, this::pass);

        assertEquals(before, contents());
        assertEquals(records, read());
        assertNull(test.log.failure());
        storage.onWrite = FaultyStorage.NONE;
        assertTrue(LogCompaction.of(test.log).isDue(), "it is tried again");
        pass();
        assertNotEquals(records, read());
    }

    @Test
    void shouldLeaveTheLogAsItIsWhenTheNewSegmentCannotBeForced() throws IOException {
        publish(RECORDS);
        Compactor.ready(test);
        final Map<String, Integer> before = contents();
        storage.onForce = path -> {
            if (path.toString().endsWith(".log.tmp")) {
                FaultyStorage.fail(path);
            }
        };

        assertThrows(IOException.class, this::pass);

        assertEquals(before, contents());
        assertNull(test.log.failure());
    }

    @Test
    void shouldFailWhenItIsNotKnownWhetherTheNewSegmentIsThere() throws IOException {
        publish(RECORDS);
        Compactor.ready(test);
        final Map<Long, String> records = read();
        final int[] changes = new int[1];
        storage.onChange = path -> {
            if (path.toString().endsWith(".log.tmp") && ++changes[0] == 2) { // a leftover is deleted first
                storage.onForce = FaultyStorage::fail;
            }
        };

        assertThrows(IOException.class, this::pass);

        assertTrue(test.log.failure() != null);
        storage.onForce = FaultyStorage.NONE;
        test.abandon();
        open();
        assertTrue(records.entrySet().containsAll(read().entrySet()));
        assertEquals(
                records.values().stream().distinct().count(),
                read().values().stream().distinct().count());
    }

    @Test
    void shouldDropWhatIsInFrontOfTheLogStart() throws IOException {
        for (int i = 0; i < RECORDS; i++) {
            append("key" + i, new byte[100]);
        }
        RecordDeletion.deleteBefore(test.log, 500);
        final long base = test.log.segments()[0].baseOffset();

        final CompactionResult result = Compactor.run(test);

        assertEquals(500 - base, result.deletedDropped());
        assertTrue(base < 500 && read().firstKey() == 500, "base=" + base);
    }

    @Test
    void shouldLetRetentionDeleteWhatItIsAtWorkOn() throws IOException {
        publish(RECORDS);
        final Map<Long, String> records;
        try (CompactionPass pass = Compactor.ready(test).begin(Compactor.MEMORY, false)) {
            assertTrue(pass.step(1 << 30));
            RecordDeletion.deleteBefore(test.log, 1_000);
            records = read();
            while (pass.step(1 << 16)) {
                continue;
            }
        }

        assertEquals(1_000, test.log.logStartOffset());
        assertTrue(records.entrySet().containsAll(read().entrySet()));
        assertEquals(
                0,
                Files.list(directory)
                        .filter(path -> path.toString().contains(".tmp"))
                        .filter(path -> !path.getFileName().toString().startsWith("spare"))
                        .count());
        test.assertNoErrors();
    }

    @Test
    void shouldDropWhatWasAbortedAndLetGoOfMarkers() throws IOException {
        assumeTrue((LogFormat.ATTRIBUTE_ALLOWED_MASK & LogFormat.ATTRIBUTE_TRANSACTIONAL) != 0);
        append("a", new byte[1]);
        append("b", new byte[2]);
        transactional(7, 0, "a"); // committed
        transactional(8, 0, "b"); // aborted
        marker(8, false);
        marker(7, true);
        publish(RECORDS);
        transactional(7, 1, "c"); // open: what is behind is not touched
        final long open = test.log.endOffset() - 1;
        publish(RECORDS);

        final CompactionResult result = Compactor.run(test);

        assertEquals(1, result.abortedDropped());
        assertTrue(result.cleanOffset() <= open && result.cleanOffset() > 1_000, result.toString());
        final Map<Long, String> left = read();
        assertEquals("b", left.get(1L));
        assertEquals("a", left.get(2L));
        assertFalse(left.containsKey(0L) || left.containsKey(3L));
        final Map<Long, Integer> attributes = attributes();
        assertEquals(0, attributes.get(2L) & LogFormat.ATTRIBUTE_TRANSACTIONAL);
        assertTrue(attributes.containsKey(4L) && attributes.containsKey(5L), "markers stay for a while");
        assertEquals(0, Compactor.run(test).segmentsAfter());
        assertFalse(Compactor.ready(test).isDue(), "it waits for the transaction to end");

        marker(7, true);
        publish(RECORDS);
        test.epochNs.addAndGet(TimeUnit.DAYS.toNanos(2));
        final CompactionResult more = Compactor.run(test);
        assertTrue(more.cleanOffset() > open, more.toString());
        assertTrue(read().containsKey(open));
        assertEquals(LogFormat.ATTRIBUTE_VOID, attributes().getOrDefault(4L, LogFormat.ATTRIBUTE_VOID));
    }

    private void transactional(final long producerId, final int sequence, final String key) {
        try (ProducerAppender producer = test.log.producer(producerId, (short) 0)) {
            claim(producer, sequence, key.getBytes(), 8, LogFormat.ATTRIBUTE_TRANSACTIONAL);
        }
    }

    private void marker(final long producerId, final boolean isCommit) {
        final ByteBuffer key = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        key.putShort((short) 0).putShort((short) (isCommit ? 1 : 0));
        try (ProducerAppender producer = test.log.producer(producerId + 1_000, (short) 0)) {
            final int position = claim(
                    producer, -1, key.array(), 8, LogFormat.ATTRIBUTE_TRANSACTIONAL | LogFormat.ATTRIBUTE_CONTROL);
            assertTrue(position >= 0);
        }
        markers++;
    }

    private int markers;

    /** Append a batch with attributes that nothing publishes yet. */
    private int claim(
            final ProducerAppender producer,
            final int sequence,
            final byte[] key,
            final int valueLength,
            final int attributes) {
        final boolean isMarker = sequence < 0;
        final long offset = producer.tryClaim(isMarker ? markers : sequence, new RecordDraft().key(key), valueLength);
        assertTrue(offset >= 0, () -> PublishResult.describe(offset));
        final int position = producer.valueIndex() - LogFormat.BATCH_HEADER_LENGTH - LogFormat.RECORD_PREFIX_LENGTH;
        producer.buffer().putShort(position + LogFormat.ATTRIBUTES_OFFSET, (short) attributes);
        if (isMarker) {
            producer.buffer().putLong(position + LogFormat.PRODUCER_ID_OFFSET, producer.producerId() - 1_000);
        }
        producer.commit();
        return position;
    }

    private Map<Long, Integer> attributes() throws IOException {
        final Map<Long, Integer> attributes = new TreeMap<>();
        new LogInspector(storage).inspectPartition(directory, new LogVisitor() {
            @Override
            public void onBatch(final LogFacts.Batch batch) {
                attributes.put(batch.baseOffset(), batch.attributes());
            }
        });
        return attributes;
    }

    /** One pass without turns of the duties. */
    private void pass() throws IOException {
        try (CompactionPass pass = LogCompaction.of(test.log).begin(Compactor.MEMORY, false)) {
            while (pass.step(Compactor.STEP)) {
                continue;
            }
        }
    }

    private void publish(final int number) throws IOException {
        for (int i = 0; i < number; i++) {
            append("key" + i % KEYS, new byte[100 + i % 50]);
        }
        test.turn();
    }

    /** Keys of their own, so that what is before them is sealed. */
    private void fill() throws IOException {
        for (int i = 0; i < 10; i++) {
            append("filling" + i, new byte[15_000]);
        }
        test.turn();
    }

    private void append(final String key, final byte[] value) {
        try (Appender appender = test.log.appender()) {
            final long timestamp = test.epochNs.get() + test.log.endOffset();
            final long offset = appender.append(
                    new RecordDraft().key(key.getBytes()).value(value).timestamp(timestamp));
            assertTrue(offset >= 0, () -> PublishResult.describe(offset));
        }
    }

    private TreeMap<Long, String> read() {
        final TreeMap<Long, String> records = new TreeMap<>();
        try (PartitionReader reader = test.reader()) {
            while (reader.poll(record -> records.put(record.offset(), record.keyAsString()), 1_000) > 0) {
                continue;
            }
        }
        return records;
    }

    private List<Path> segments() {
        return Arrays.stream(test.log.segments()).map(Segment::path).toList();
    }

    private void delete(final String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (final Path file :
                    files.filter(path -> path.toString().endsWith(suffix)).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Hashes of the files that are the log. */
    private Map<String, Integer> contents() throws IOException {
        final Map<String, Integer> contents = new TreeMap<>();
        final List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(directory)) {
            all.forEach(files::add);
        }
        for (final Path file : files) {
            final String name = file.getFileName().toString();
            final boolean isOther = name.startsWith("spare") || name.equals("control") || name.equals("manifest.tmp");
            if (!isOther) {
                contents.put(name, Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
