/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.TimestampType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimTest {
    @TempDir
    Path directory;

    private TestLog test;
    private Appender appender;

    @BeforeEach
    void open() throws IOException {
        test = TestLog.open(directory);
        appender = test.log.appender();
    }

    @AfterEach
    void close() throws IOException {
        appender.close();
        test.assertNoErrors();
        test.close();
    }

    @Test
    void shouldShowARecordOnceItIsCommittedAndNotBefore() {
        assertEquals(0, appender.tryClaim(5));
        assertTrue(appender.isClaimOpen());
        assertEquals(0, appender.valueIndex() % 8);
        appender.buffer().putBytes(appender.valueIndex(), "hello".getBytes(StandardCharsets.US_ASCII));
        assertEquals(List.of(), test.readAll());

        assertEquals(0, appender.commit());

        assertEquals(List.of("0=hello"), test.readAll());
        assertEquals(PublishResult.NO_CLAIM, appender.commit());
        assertEquals(PublishResult.NO_CLAIM, appender.abort());
        assertEquals(List.of("0=hello"), test.readAll());
    }

    @Test
    void shouldRefuseEverythingElseWhileAClaimIsOpen() {
        assertEquals(0, appender.tryClaim(5));

        assertEquals(PublishResult.CLAIM_OPEN, appender.tryClaim(5));
        assertEquals(PublishResult.CLAIM_OPEN, appender.tryClaim(new RecordDraft(), 5));
        assertEquals(PublishResult.CLAIM_OPEN, appender.append(new UnsafeBuffer(new byte[1]), 0, 1));
        assertEquals(PublishResult.CLAIM_OPEN, appender.append(new RecordDraft()));
        assertEquals(PublishResult.CLAIM_OPEN, appender.append(new BatchDraft().add(new RecordDraft())));

        assertEquals(PublishResult.ABORTED, appender.abort());
        assertEquals(1, TestLog.append(appender, "next"));
    }

    @Test
    void shouldAbortWhatIsOpenWhenClosed() {
        final Appender other = test.log.appender();
        assertEquals(0, other.tryClaim(5));
        other.close();
        other.close();

        assertEquals(PublishResult.CLOSED, other.tryClaim(5));
        assertEquals(PublishResult.CLOSED, other.append(new RecordDraft()));
        assertEquals(PublishResult.NO_CLAIM, other.commit());
        assertEquals(1, TestLog.append(appender, "next"));
        assertEquals(List.of("1=next"), test.readAll());
    }

    @Test
    void shouldLeaveNothingOfAnAbortedValueInTheLog() {
        final UnsafeBuffer secret = new UnsafeBuffer("secret".getBytes(StandardCharsets.US_ASCII));
        assertEquals(0, appender.tryClaim(6));
        appender.buffer().putBytes(appender.valueIndex(), secret, 0, 6);
        final int index = appender.valueIndex();
        final UnsafeBuffer segment = test.log.current().buffer;

        appender.abort();

        for (int i = -24; i < 40; i++) {
            assertEquals(0, segment.getByte(index + i));
        }
    }

    @Test
    void shouldTellNullFromEmpty() {
        appender.append(new RecordDraft());
        appender.append(new RecordDraft().key(new byte[0]).value(new byte[0]).header("", null));
        appender.append(new RecordDraft().key(new byte[] {1}).header("h", new byte[0]));
        assertEquals(3, appender.tryClaim(new RecordDraft().key(new byte[] {2}), 0));
        assertEquals(3, appender.commit());
        assertEquals(4, appender.tryClaim(0));
        assertEquals(4, appender.commit());
        final List<String> seen = new ArrayList<>();
        try (PartitionReader reader = test.reader()) {
            reader.poll(
                    record -> {
                        final StringBuilder text = new StringBuilder();
                        text.append(record.keyLength()).append(' ').append(record.valueLength());
                        record.forEachHeader((name, value) ->
                                text.append(' ').append(name).append(':').append(value == null ? -1 : value.length));
                        seen.add(text.toString());
                        if (record.offset() == 0) {
                            assertNull(record.value());
                            assertNull(record.key());
                            assertNull(record.valueAsString());
                        }
                    },
                    10);
        }
        assertEquals(List.of("-1 -1", "0 0 :-1", "1 -1 h:0", "1 0", "-1 0"), seen);
    }

    @Test
    void shouldKeepHeadersInOrderWithTheirRepetitions() {
        final RecordDraft draft = new RecordDraft().value(new byte[3]).key(new byte[5]);
        for (int i = 0; i < 50; i++) {
            draft.header("name" + i % 7, i % 5 == 0 ? null : new byte[i]);
        }
        draft.header("ünïcödé", "value".getBytes(StandardCharsets.UTF_8));
        appender.append(draft);
        final List<String> seen = new ArrayList<>();
        try (PartitionReader reader = test.reader()) {
            reader.poll(
                    record -> {
                        assertEquals(51, record.headerCount());
                        record.forEachHeader((name, value) -> seen.add(name + (value == null ? "" : value.length)));
                    },
                    1);
        }
        for (int i = 0; i < 50; i++) {
            assertEquals("name" + i % 7 + (i % 5 == 0 ? "" : i), seen.get(i));
        }
        assertEquals("ünïcödé5", seen.get(50));
    }

    @Test
    void shouldShowABatchAtOnceWithTimestampsOfItsOwn() {
        final long[] timestamps = {100, 50, -7, Long.MIN_VALUE + 1, Long.MAX_VALUE, 0};
        final BatchDraft batch = new BatchDraft();
        for (final long timestamp : timestamps) {
            batch.add(new RecordDraft().timestamp(timestamp).key(new byte[] {1}).value(new byte[2]));
        }
        assertEquals(6, batch.count());
        assertEquals(0, appender.append(batch));
        assertEquals(6, test.log.endOffset());
        final List<Long> seen = new ArrayList<>();
        try (PartitionReader reader = test.reader()) {
            assertEquals(6, reader.poll(record -> seen.add(record.timestamp()), 10));
        }
        for (int i = 0; i < timestamps.length; i++) {
            assertEquals(timestamps[i], seen.get(i));
        }
        assertEquals(PublishResult.EMPTY_BATCH, appender.append(batch.clear()));
        batch.add(new UnsafeBuffer(new byte[1]), 0, 1);
        assertThrows(IllegalStateException.class, () -> batch.add(new RecordDraft().timestamp(1)));
        assertEquals(1, batch.count(), "the one that was refused is not in it");
        assertEquals(6, appender.append(batch));
    }

    @Test
    void shouldStampWithTheLogsTimeWhenNoneWasGiven() {
        test.epochNs.set(111);
        TestLog.append(appender, "now");
        test.epochNs.set(222);
        appender.append(new BatchDraft().add(new RecordDraft()).add(new RecordDraft()));
        appender.append(new RecordDraft().timestamp(5));
        test.log.onSettings(
                TestLog.small().timestampType(TimestampType.LOG_APPEND_TIME).build());
        test.epochNs.set(333);
        appender.append(new RecordDraft().timestamp(5));
        appender.append(new BatchDraft().add(new RecordDraft().timestamp(6)).add(new RecordDraft().timestamp(9)));
        final List<Long> seen = new ArrayList<>();
        try (PartitionReader reader = test.reader()) {
            reader.poll(record -> seen.add(record.timestamp()), 10);
        }
        assertEquals(List.of(111L, 222L, 222L, 5L, 333L, 333L, 333L), seen);
    }

    @Test
    void shouldNotLeaveAnOpenClaimWhenTheValueCannotBeRead() {
        final UnsafeBuffer value = new UnsafeBuffer(new byte[10]);
        assertThrows(IndexOutOfBoundsException.class, () -> appender.append(value, 5, 6));
        assertThrows(IndexOutOfBoundsException.class, () -> appender.append(value, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> appender.tryClaim(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> new RecordDraft().value(value, 8, 3));
        final long next = TestLog.append(appender, "next");
        assertTrue(next >= 0);
        assertEquals(List.of(next + "=next"), test.readAll());
    }

    @Test
    void shouldCopyWhatIsGivenWithAnIndexIntoALargerBuffer() {
        final UnsafeBuffer bytes = new UnsafeBuffer("xxkeyvaluexx".getBytes(StandardCharsets.US_ASCII));
        appender.append(new RecordDraft().key(bytes, 2, 3).value(bytes, 5, 5));
        appender.append(bytes, 5, 5);
        try (PartitionReader reader = test.reader()) {
            reader.poll(
                    record -> {
                        assertEquals("value", record.valueAsString());
                        if (record.offset() == 0) {
                            assertArrayEquals("key".getBytes(StandardCharsets.US_ASCII), record.key());
                        }
                    },
                    10);
        }
    }
}
