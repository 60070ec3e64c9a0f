/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.taffrail.codecs.layout.LogFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that nobody wrote in good faith: fields that lie under a checksum that is right, random bytes, files cut short.
 * The answer is a clear exception or sound records, and it comes soon. {@code -Dtaffrail.fuzz.cases} and
 * {@code -Dtaffrail.seed} make other runs.
 */
class HostileBytesFuzzTest {
    private static final long SEED = Long.getLong("taffrail.seed", 4711);
    private static final int CASES = Integer.getInteger("taffrail.fuzz.cases", 500);
    private static final int MAX_POLLS = 10_000;
    private static final int RECORDS = 200 * 6;
    private static final int HEAD = LogFormat.SEGMENT_HEADER_LENGTH;
    private static final int[] NASTY = {
        0,
        1,
        -1,
        2,
        23,
        24,
        25,
        63,
        64,
        65,
        127,
        128,
        1 << 16,
        1 << 20,
        1 << 24,
        1 << 30,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE - 63,
        Integer.MIN_VALUE,
        Integer.MIN_VALUE + 1
    };

    @TempDir
    Path directory;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Map<Path, byte[]> sound = new HashMap<>();
    private Path segment;

    @BeforeEach
    void write() throws IOException {
        System.out.println("seed=" + SEED);
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            final BatchDraft batch = new BatchDraft();
            for (int i = 0; i < 200; i++) {
                TestLog.append(appender, "value" + i);
                batch.clear();
                for (int record = 0; record < 5; record++) {
                    batch.add(new RecordDraft()
                            .key(new byte[record])
                            .value(new byte[i])
                            .header("name", new byte[record]));
                }
                appender.append(batch);
            }
            test.retain();
        }
        segment = directory.resolve(SegmentFiles.name(0, 1));
        try (Stream<Path> files = Files.list(directory)) {
            for (final Path file : files.toList()) {
                sound.put(file, Files.readAllBytes(file));
            }
        }
    }

    @Test
    void shouldSaySoWhenFieldsLieUnderARightChecksum() throws IOException {
        int refused = 0;
        for (int i = 0; i < 2 * CASES; i++) {
            final byte[] bytes = sound.get(segment).clone();
            final String what = lie(bytes);
            Files.write(segment, bytes);
            try (TestLog test = TestLog.open(directory)) {
                final int records = readAll(test, what);
                assertTrue(
                        records < 0 || records == RECORDS, () -> what + ": passed over in silence, records=" + records);
                refused += records < 0 ? 1 : 0;
            } catch (final RuntimeException ex) {
                requireClear(ex, what);
                refused++;
            }
            Files.write(segment, sound.get(segment));
        }
        System.out.println("refused=" + refused);
        assertTrue(refused > CASES, "refused=" + refused);
    }

    @Test
    void shouldSaySoOrRecoverWhenFilesAreRandomOrCutShort() throws IOException {
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            restore();
            final String what = damage();
            try (TestLog test = TestLog.open(directory);
                    Appender appender = test.log.appender()) {
                if (readAll(test, what) >= 0) {
                    TestLog.append(appender, "next");
                }
            } catch (final RuntimeException ex) {
                requireClear(ex, what);
                refused++;
            }
        }
        System.out.println("refused=" + refused);
        assertTrue(refused > CASES / 5, "refused=" + refused);
    }

    /** Read all there is; how many records, or -1 when it was refused with a clear exception. */
    private int readAll(final TestLog test, final String what) {
        try (PartitionReader reader = test.reader()) {
            final long[] last = {-1};
            int records = 0;
            int polls = 0;
            int polled;
            do {
                polled = reader.poll(
                        record -> {
                            assertTrue(record.offset() > last[0], () -> what + ": offset=" + record.offset());
                            last[0] = record.offset();
                            record.value();
                            record.key();
                            record.forEachHeader((name, value) -> name.length());
                        },
                        100);
                records += Math.max(polled, 0);
                polls++;
            } while (polled > 0 && polls < MAX_POLLS);
            assertTrue(polls < MAX_POLLS, what + ": it does not end");
            return records;
        } catch (final RuntimeException ex) {
            requireClear(ex, what);
            return -1;
        }
    }

    private static void requireClear(final RuntimeException ex, final String what) {
        final boolean isClear = ex instanceof CorruptLogException
                || ex instanceof NewerFormatException
                || ex instanceof IllegalStateException
                        && String.valueOf(ex.getMessage()).contains("offset=");
        if (!isClear) {
            fail(what, ex);
        }
    }

    /** Change a field of a batch or a record and make the checksum right again. */
    private String lie(final byte[] bytes) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        int position = HEAD;
        for (int skip = random.nextInt(60); skip > 0 && next(buffer, position) > 0; skip--) {
            position = next(buffer, position);
        }
        final int length = buffer.getInt(position);
        final int[] header = {
            LogFormat.LENGTH_OFFSET,
            LogFormat.BASE_OFFSET_OFFSET,
            LogFormat.BASE_OFFSET_OFFSET + 4,
            LogFormat.TERM_OFFSET,
            LogFormat.ATTRIBUTES_OFFSET,
            LogFormat.BASE_TIMESTAMP_OFFSET,
            LogFormat.LAST_OFFSET_DELTA_OFFSET,
            LogFormat.RECORD_COUNT_OFFSET
        };
        final int[] record = {
            LogFormat.RECORD_LENGTH_OFFSET,
            LogFormat.RECORD_OFFSET_DELTA_OFFSET,
            LogFormat.RECORD_VALUE_LENGTH_OFFSET,
            LogFormat.RECORD_KEY_LENGTH_OFFSET
        };
        final boolean isHeader = random.nextBoolean();
        final int field = isHeader
                ? header[random.nextInt(header.length)]
                : LogFormat.BATCH_HEADER_LENGTH + record[random.nextInt(record.length)];
        final int value = random.nextInt(3) == 0
                ? random.nextInt()
                : NASTY[random.nextInt(NASTY.length)] + (random.nextInt(4) == 0 ? buffer.getInt(position + field) : 0);
        final String what = "position=" + position + " field=" + field + " value=" + value + " seed=" + SEED;
        buffer.putInt(position + field, value);
        final int claimed = buffer.getInt(position);
        final int covered = claimed >= 64 && claimed <= bytes.length - position - 64 ? claimed : length;
        final ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        direct.put(bytes).clear();
        final BatchChecksum checksum = new BatchChecksum(TestLog.LOG_ID);
        checksum.over(direct, direct);
        buffer.putInt(position + LogFormat.CRC_OFFSET, checksum.of(position, covered));
        return what;
    }

    private static int next(final UnsafeBuffer buffer, final int position) {
        final int length = buffer.getInt(position);
        final int after = position + LogFormat.alignedBatchLength(Math.max(length, 0));
        return length > 0 && after < buffer.capacity() && buffer.getInt(after) > 64 ? after : -1;
    }

    /** Damage one file and let the log look as if it was not closed. */
    private String damage() throws IOException {
        if (random.nextInt(3) > 0) {
            final byte[] control =
                    sound.get(directory.resolve(ControlFile.NAME)).clone();
            control[LogFormat.CHECKPOINT_SLOT_0 + 30] ^= (byte) (random.nextBoolean() ? 1 : 0);
            control[LogFormat.CHECKPOINT_SLOT_1 + 30] ^= 1;
            Files.write(directory.resolve(ControlFile.NAME), control);
        }
        final Path[] files = sound.keySet().stream().sorted().toArray(Path[]::new);
        final Path file = files[random.nextInt(files.length)];
        byte[] bytes = Files.readAllBytes(file);
        final int kind = random.nextInt(6);
        final int at = random.nextInt(bytes.length);
        switch (kind) {
            case 0 -> bytes = java.util.Arrays.copyOf(bytes, at);
            case 1 -> bytes = java.util.Arrays.copyOf(bytes, bytes.length + random.nextInt(10_000));
            case 2 -> fill(bytes, at, Math.min(bytes.length, at + random.nextInt(5_000)));
            case 3 -> fill(bytes, 0, bytes.length);
            case 4 -> ByteBuffer.wrap(bytes).putInt(at & ~3, NASTY[random.nextInt(NASTY.length)]);
            default -> java.util.Arrays.fill(bytes, at, bytes.length, (byte) 0);
        }
        Files.write(file, bytes);
        return file.getFileName() + " kind=" + kind + " at=" + at + " seed=" + SEED;
    }

    private void fill(final byte[] bytes, final int from, final int to) {
        for (int i = from; i < to; i++) {
            bytes[i] = (byte) random.nextInt();
        }
    }

    private void restore() {
        try (Stream<Path> files = Files.list(directory)) {
            for (final Path file : files.toList()) {
                if (!sound.containsKey(file)) {
                    Files.delete(file);
                }
            }
            for (final Map.Entry<Path, byte[]> file : sound.entrySet()) {
                Files.write(file.getKey(), file.getValue());
            }
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
