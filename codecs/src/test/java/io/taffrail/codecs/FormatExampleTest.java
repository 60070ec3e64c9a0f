/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.codecs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.codecs.log.BatchHeaderDecoder;
import io.taffrail.codecs.log.BatchHeaderEncoder;
import io.taffrail.codecs.log.HeaderPrefixEncoder;
import io.taffrail.codecs.log.RecordPrefixEncoder;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Writes the batch that docs/format.md shows as its example, and compares every byte. */
class FormatExampleTest {
    private static final long LOG_ID = 42;
    private static final long TIMESTAMP = 1_700_000_000_000_000_000L;
    private static final int RECORD_LENGTH =
            LogFormat.RECORD_PREFIX_LENGTH + 5 + 3 + LogFormat.HEADER_PREFIX_LENGTH + 2;
    private static final int BATCH_LENGTH = LogFormat.BATCH_HEADER_LENGTH + RECORD_LENGTH;

    private final byte[] shown;
    private final byte[] written = new byte[LogFormat.alignedBatchLength(BATCH_LENGTH)];
    private final UnsafeBuffer buffer = new UnsafeBuffer(written);

    FormatExampleTest() throws IOException {
        final FormatDocument document = FormatDocument.read();
        shown = new byte[document.exampleBytes.size()];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = document.exampleBytes.get(i);
        }
    }

    @Test
    void shouldShowTheBytesThatTheCodecsWrite() {
        putHeader();
        putRecord();
        new BatchHeaderEncoder().wrap(buffer, 0).crc(crcOf(written) ^ LogFormat.crcSeed(LOG_ID, BATCH_LENGTH));

        assertArrayEquals(written, shown);
    }

    @Test
    void shouldShowAChecksumThatHolds() {
        final BatchHeaderDecoder header = new BatchHeaderDecoder().wrap(new UnsafeBuffer(shown), 0);

        assertEquals(0xa697c591, crcOf(shown));
        assertEquals(0x95d9c056, LogFormat.crcSeed(LOG_ID, header.length()));
        assertEquals(0x334e05c7, header.crc());
        assertEquals(header.crc(), crcOf(shown) ^ LogFormat.crcSeed(LOG_ID, header.length()));
    }

    @Test
    void shouldUseTheChecksumOfTheKnownAnswer() {
        final CRC32C crc = new CRC32C();
        for (char digit = '1'; digit <= '9'; digit++) {
            crc.update(digit);
        }

        assertEquals(0xe3069283L, crc.getValue());
    }

    private void putHeader() {
        new BatchHeaderEncoder()
                .wrap(buffer, 0)
                .length(BATCH_LENGTH)
                .baseOffset(1000)
                .term(3)
                .version(LogFormat.BATCH_VERSION)
                .baseTimestamp(TIMESTAMP)
                .maxTimestamp(TIMESTAMP)
                .producerId(LogFormat.NO_PRODUCER)
                .baseSequence(LogFormat.NO_PRODUCER)
                .producerEpoch((short) LogFormat.NO_PRODUCER)
                .recordCount(1);
    }

    private void putRecord() {
        final int record = LogFormat.BATCH_HEADER_LENGTH;
        new RecordPrefixEncoder()
                .wrap(buffer, record)
                .length(RECORD_LENGTH)
                .valueLength(5)
                .keyLength(3);
        int index = record + LogFormat.RECORD_PREFIX_LENGTH;
        index += buffer.putStringWithoutLengthAscii(index, "hello");
        index += buffer.putStringWithoutLengthAscii(index, "abc");
        new HeaderPrefixEncoder().wrap(buffer, index).nameLength(1).valueLength(1);
        index += LogFormat.HEADER_PREFIX_LENGTH;
        index += buffer.putStringWithoutLengthAscii(index, "n");
        index += buffer.putStringWithoutLengthAscii(index, "v");
        assertEquals(BATCH_LENGTH, index);
    }

    private static int crcOf(final byte[] batch) {
        final CRC32C crc = new CRC32C();
        crc.update(batch, LogFormat.CRC_COVERED_FROM, batch.length - LogFormat.CRC_COVERED_FROM);
        return (int) crc.getValue();
    }
}
