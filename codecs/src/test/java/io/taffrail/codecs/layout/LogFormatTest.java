/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.codecs.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.codecs.log.BatchHeaderEncoder;
import io.taffrail.codecs.log.CheckpointEncoder;
import io.taffrail.codecs.log.ControlHeaderEncoder;
import io.taffrail.codecs.log.DurableMarkEncoder;
import io.taffrail.codecs.log.HeaderPrefixEncoder;
import io.taffrail.codecs.log.LiveStateEncoder;
import io.taffrail.codecs.log.RecordPrefixEncoder;
import io.taffrail.codecs.log.SegmentHeaderEncoder;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFormatTest {
    private static final String OFFSET_SUFFIX = "EncodingOffset";

    @Test
    void shouldRepeatOffsetsOfTheGeneratedBatchHeader() throws ReflectiveOperationException {
        assertOffsetsRepeated(BatchHeaderEncoder.class, "", 15);
        assertEquals(BatchHeaderEncoder.ENCODED_LENGTH, LogFormat.BATCH_HEADER_LENGTH);
        assertEquals(BatchHeaderEncoder.baseOffsetEncodingOffset(), LogFormat.CRC_COVERED_FROM);
    }

    @Test
    void shouldRepeatOffsetsOfTheGeneratedRecordPrefix() throws ReflectiveOperationException {
        assertOffsetsRepeated(RecordPrefixEncoder.class, "RECORD_", 5);
        assertEquals(RecordPrefixEncoder.ENCODED_LENGTH, LogFormat.RECORD_PREFIX_LENGTH);
    }

    @Test
    void shouldRepeatOffsetsOfTheGeneratedHeaderPrefix() throws ReflectiveOperationException {
        assertOffsetsRepeated(HeaderPrefixEncoder.class, "HEADER_", 2);
        assertEquals(HeaderPrefixEncoder.ENCODED_LENGTH, LogFormat.HEADER_PREFIX_LENGTH);
    }

    @Test
    void shouldSpellMagicValuesInAscii() {
        assertEquals("TAFFRAIL", littleEndianAscii(LogFormat.SEGMENT_MAGIC));
        assertEquals("TAFFCTRL", littleEndianAscii(LogFormat.CONTROL_MAGIC));
        assertEquals("TAFFINDX", littleEndianAscii(LogFormat.INDEX_MAGIC));
    }

    @Test
    void shouldKeepStructuresOfASegmentApart() {
        assertTrue(SegmentHeaderEncoder.ENCODED_LENGTH <= LogFormat.DURABLE_MARK_SLOT_0);
        assertTrue(LogFormat.DURABLE_MARK_SLOT_0 + DurableMarkEncoder.ENCODED_LENGTH <= LogFormat.DURABLE_MARK_SLOT_1);
        assertTrue(
                LogFormat.DURABLE_MARK_SLOT_1 + DurableMarkEncoder.ENCODED_LENGTH <= LogFormat.SEGMENT_HEADER_LENGTH);
        assertEquals(0, LogFormat.SEGMENT_HEADER_LENGTH % LogFormat.BATCH_ALIGNMENT);
    }

    @Test
    void shouldKeepStructuresOfTheControlFileApart() {
        assertTrue(ControlHeaderEncoder.ENCODED_LENGTH <= LogFormat.CHECKPOINT_SLOT_0);
        assertTrue(LogFormat.CHECKPOINT_SLOT_0 + CheckpointEncoder.ENCODED_LENGTH <= LogFormat.CHECKPOINT_SLOT_1);
        assertTrue(LogFormat.CHECKPOINT_SLOT_1 + CheckpointEncoder.ENCODED_LENGTH <= LogFormat.LIVE_STATE_POSITION);
        assertTrue(LogFormat.LIVE_STATE_POSITION + LiveStateEncoder.ENCODED_LENGTH <= LogFormat.CONTROL_FILE_LENGTH);
    }

    @Test
    void shouldGiveEveryAttributeBitsOfItsOwn() {
        final int[] attributes = {
            LogFormat.ATTRIBUTE_COMPRESSION_MASK,
            LogFormat.ATTRIBUTE_LOG_APPEND_TIME,
            LogFormat.ATTRIBUTE_TRANSACTIONAL,
            LogFormat.ATTRIBUTE_CONTROL,
            LogFormat.ATTRIBUTE_VOID,
            LogFormat.ATTRIBUTE_FILLER
        };

        int seen = 0;
        for (final int attribute : attributes) {
            assertEquals(0, seen & attribute, "attribute=" + attribute);
            seen |= attribute;
        }
        assertEquals(0xff, seen);
    }

    @Test
    void shouldAlignValuesForInPlaceEncoding() {
        assertEquals(0, LogFormat.BATCH_HEADER_LENGTH % LogFormat.RECORD_ALIGNMENT);
        assertEquals(0, LogFormat.RECORD_PREFIX_LENGTH % LogFormat.RECORD_ALIGNMENT);
        assertEquals(0, LogFormat.BATCH_ALIGNMENT % LogFormat.RECORD_ALIGNMENT);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 64", "63, 64", "64, 64", "65, 128", "106, 128", "2147483584, 2147483584"})
    void shouldRoundBatchLengthUp(final int length, final int aligned) {
        assertEquals(aligned, LogFormat.alignedBatchLength(length));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 8", "7, 8", "8, 8", "24, 24", "42, 48", "2147483640, 2147483640"})
    void shouldRoundRecordLengthUp(final int length, final int stride) {
        assertEquals(stride, LogFormat.recordStride(length));
    }

    @Test
    void shouldSeedEveryLengthDifferently() {
        final int lengths = 1 << 20;
        final Set<Integer> seeds = new HashSet<>(lengths * 2);
        for (int length = 1; length <= lengths; length++) {
            assertTrue(seeds.add(LogFormat.crcSeed(42, length)), "length=" + length);
        }
    }

    @Test
    void shouldSeedDifferentlyWhenAnyBitOfTheLogIdDiffers() {
        final long logId = 0x0123_4567_89AB_CDEFL;
        final int seed = LogFormat.crcSeed(logId, 100);

        for (int bit = 0; bit < Long.SIZE; bit++) {
            assertNotEquals(seed, LogFormat.crcSeed(logId ^ (1L << bit), 100), "bit=" + bit);
        }
    }

    @Test
    void shouldNotTakeADeadClaimForALength() {
        assertTrue(LogFormat.DEAD_CLAIM < -Integer.MAX_VALUE);
        assertFalse(-LogFormat.DEAD_CLAIM > 0);
    }

    private static void assertOffsetsRepeated(final Class<?> codec, final String prefix, final int expectedFields)
            throws ReflectiveOperationException {
        int fields = 0;
        for (final Method method : codec.getDeclaredMethods()) {
            if (method.getName().endsWith(OFFSET_SUFFIX)) {
                final String field =
                        method.getName().substring(0, method.getName().length() - OFFSET_SUFFIX.length());
                final String constant = prefix + upperSnakeCase(field) + "_OFFSET";
                assertEquals(
                        method.invoke(null), LogFormat.class.getField(constant).get(null), constant);
                fields++;
            }
        }
        assertEquals(expectedFields, fields, "fields of " + codec.getSimpleName());
    }

    private static String upperSnakeCase(final String name) {
        return name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }

    private static String littleEndianAscii(final long magic) {
        final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(magic);
        return new String(bytes.array(), StandardCharsets.US_ASCII);
    }
}
