/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.taffrail.codecs.layout.LogFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flips bits of a log that was closed in order, one at a time. */
class BitFlipTest {
    private static final int GROUPS = 3;

    @TempDir
    Path directory;

    private final List<String> records = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final List<Integer> recordsBefore = new ArrayList<>();
    private Path segment;

    @BeforeEach
    void write() throws IOException {
        final BatchDraft batch = new BatchDraft();
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            for (int i = 0; i < GROUPS; i++) {
                recordsBefore.add(i * 3);
                assertEquals(i * 4, TestLog.append(appender, "value" + i));
                appender.tryClaim(3);
                appender.abort();
                batch.clear();
                batch.add(new RecordDraft().value(new byte[i]).key("key".getBytes()));
                batch.add(new RecordDraft().header("name", new byte[] {1, 2}));
                appender.append(batch);
            }
            records.addAll(test.readAll());
        }
        segment = directory.resolve(SegmentFiles.name(0, 1));
        final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(segment)).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        int position = LogFormat.SEGMENT_HEADER_LENGTH;
        while (bytes.getInt(position) > 0) {
            position += LogFormat.alignedBatchLength(bytes.getInt(position));
            ends.add(position);
        }
        assertEquals(3 * GROUPS, ends.size());
        assertEquals(3 * GROUPS, records.size());
    }

    @Test
    void shouldDetectAndNameEveryBitOfTheBatches() throws IOException {
        final int end = ends.get(ends.size() - 1);
        try (TestLog test = TestLog.open(directory);
                FileChannel file = FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (int position = LogFormat.SEGMENT_HEADER_LENGTH; position < end; position++) {
                for (int bit = 0; bit < Byte.SIZE; bit++) {
                    flip(file, position, bit);
                    final int flipped = position;
                    final List<String> seen = new ArrayList<>();
                    final CorruptLogException ex = assertThrows(
                            CorruptLogException.class,
                            () -> read(test, seen),
                            () -> "not detected: position=" + flipped);
                    flip(file, position, bit);
                    assertEquals(segment, ex.path());
                    assertEquals(batchAt(position), ex.position(), "position in the message");
                    assertEquals(records.subList(0, seen.size()), seen, "delivered before it");
                    assertTrue(
                            seen.size() <= recordsUpTo(position),
                            () -> "delivered records of the damaged batch: position=" + flipped);
                }
            }
            assertEquals(records, test.readAll());
        }
    }

    @Test
    void shouldNameOrSurviveEveryBitOfHeaderManifestAndControl() throws IOException {
        final Map<Path, byte[]> sound = image();
        final Map<Path, List<int[]>> ranges = new HashMap<>();
        ranges.put(segment, List.of(new int[] {0, 96}, new int[] {512, 560}, new int[] {1024, 1064}));
        ranges.put(
                directory.resolve(ControlFile.NAME),
                List.of(new int[] {0, 32}, new int[] {512, 590}, new int[] {1024, 1100}, new int[] {2048, 2096}));
        ranges.put(
                directory.resolve(Manifest.NAME),
                List.of(new int[] {0, sound.get(directory.resolve(Manifest.NAME)).length}));
        int named = 0;
        int harmless = 0;
        for (final Map.Entry<Path, List<int[]>> entry : ranges.entrySet()) {
            for (final int[] range : entry.getValue()) {
                for (int bit = range[0] * Byte.SIZE; bit < range[1] * Byte.SIZE; bit += 7) {
                    restore(sound);
                    final byte[] bytes = sound.get(entry.getKey()).clone();
                    bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                    Files.write(entry.getKey(), bytes);
                    if (isNamed(entry.getKey(), bit / Byte.SIZE)) {
                        named++;
                    } else {
                        harmless++;
                    }
                }
            }
        }
        System.out.println("named=" + named + " harmless=" + harmless);
        assertTrue(named > 200, "named=" + named);
    }

    /** Whether opening says what is wrong; if it does not, everything must be there. */
    private boolean isNamed(final Path file, final int position) throws IOException {
        final String where = file.getFileName() + " position=" + position;
        try (TestLog test = TestLog.open(directory)) {
            assertEquals(records, test.readAll(), where);
            return false;
        } catch (final CorruptLogException ex) {
            assertEquals(file, ex.path(), where);
            return true;
        } catch (final NewerFormatException ex) {
            assertTrue(ex.getMessage().contains(file.toString()), where + ": " + ex.getMessage());
            return true;
        } catch (final RuntimeException | IOException ex) {
            return fail(where, ex);
        }
    }

    private void read(final TestLog test, final List<String> seen) {
        try (PartitionReader reader = test.reader()) {
            while (reader.poll(record -> seen.add(record.offset() + "=" + record.valueAsString()), 1) > 0) {
                continue;
            }
        }
    }

    private int batchAt(final int position) {
        int start = LogFormat.SEGMENT_HEADER_LENGTH;
        for (final int end : ends) {
            if (position < end) {
                return start;
            }
            start = end;
        }
        throw new AssertionError("no batch at position=" + position);
    }

    private int recordsUpTo(final int position) {
        int batches = 0;
        while (ends.get(batches) <= position) {
            batches++;
        }
        return recordsBefore.get(batches / 3) + (batches % 3 == 0 ? 0 : 1);
    }

    private static void flip(final FileChannel file, final int position, final int bit) throws IOException {
        final ByteBuffer one = ByteBuffer.allocate(1);
        file.read(one, position);
        one.put(0, (byte) (one.get(0) ^ 1 << bit)).clear();
        file.write(one, position);
    }

    private Map<Path, byte[]> image() throws IOException {
        final Map<Path, byte[]> image = new HashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (final Path file : files.toList()) {
                image.put(file, Files.readAllBytes(file));
            }
        }
        return image;
    }

    private void restore(final Map<Path, byte[]> image) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (final Path file : files.toList()) {
                if (!image.containsKey(file)) {
                    Files.delete(file);
                }
            }
        }
        for (final Map.Entry<Path, byte[]> file : image.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
    }
}
