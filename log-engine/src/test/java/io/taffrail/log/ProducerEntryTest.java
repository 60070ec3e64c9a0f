/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static io.taffrail.log.ProducerEntry.IN_ORDER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProducerEntryTest {
    private static final int EPOCH = 3;

    private final ProducerEntry entry = new ProducerEntry();

    @Test
    void shouldAcceptAnySequenceWhenNothingIsKnown() {
        assertEquals(IN_ORDER, entry.verdict(0, 0, 1));
        assertEquals(IN_ORDER, entry.verdict(EPOCH, 12_345, 7));
    }

    @Test
    void shouldAcceptOnlyWhatComesNext() {
        note(EPOCH, 0, 10, 100);

        assertEquals(IN_ORDER, entry.verdict(EPOCH, 10, 1));
        assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, entry.verdict(EPOCH, 11, 1));
        assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, entry.verdict(EPOCH, 9, 2), "half a repetition");
        assertEquals(PublishResult.STALE_PRODUCER_EPOCH, entry.verdict(EPOCH - 1, 10, 1));
    }

    @Test
    void shouldBeginANewEpochWithZero() {
        note(EPOCH, 0, 10, 100);

        assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, entry.verdict(EPOCH + 1, 10, 1));
        assertEquals(IN_ORDER, entry.verdict(EPOCH + 1, 0, 10), "not the one that the older epoch wrote");
        note(EPOCH + 1, 0, 1, 110);
        assertEquals(IN_ORDER, entry.verdict(EPOCH + 1, 1, 1));
        assertEquals(PublishResult.STALE_PRODUCER_EPOCH, entry.verdict(EPOCH, 10, 1));
    }

    @Test
    void shouldKnowTheOffsetsOfTheLastFiveBatches() {
        for (int i = 0; i < 7; i++) {
            note(EPOCH, 2 * i, 2, 100 + 2 * i);
        }
        for (int i = 0; i < 7; i++) {
            final long expected = i < 2 ? PublishResult.DUPLICATE_SEQUENCE : 100 + 2 * i;
            assertEquals(expected, entry.verdict(EPOCH, 2 * i, 2), "batch " + i);
        }
        assertEquals(PublishResult.DUPLICATE_SEQUENCE, entry.verdict(EPOCH, 4, 1), "another batch, but all in the log");
        assertEquals(5, entry.count());
        assertEquals(104, entry.offset(0));
        assertEquals(12, entry.sequence(4));
    }

    @Test
    void shouldGoOnWithZeroBehindTheLargestSequence() {
        note(EPOCH, Integer.MAX_VALUE - 2, 2, 100);
        assertEquals(IN_ORDER, entry.verdict(EPOCH, Integer.MAX_VALUE, 1));
        note(EPOCH, Integer.MAX_VALUE, 3, 102); // MAX_VALUE, 0, 1

        assertEquals(2, entry.nextSequence());
        assertEquals(IN_ORDER, entry.verdict(EPOCH, 2, 1));
        assertEquals(102, entry.verdict(EPOCH, Integer.MAX_VALUE, 3));
        assertEquals(100, entry.verdict(EPOCH, Integer.MAX_VALUE - 2, 2));
        assertEquals(PublishResult.DUPLICATE_SEQUENCE, entry.verdict(EPOCH, Integer.MAX_VALUE - 100, 1));
        assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, entry.verdict(EPOCH, 3, 1));
        assertEquals(0, ProducerAppender.sequenceAfter(Integer.MAX_VALUE, 1));
        assertEquals(Integer.MAX_VALUE, ProducerAppender.sequenceAfter(0, Integer.MAX_VALUE));
    }

    @Test
    void shouldBeTheSameAfterACopy() {
        for (int i = 0; i < 8; i++) {
            note(EPOCH, i, 1, 100 + i);
            final ProducerEntry copy = new ProducerEntry();
            copy.copyFrom(entry);
            assertEquals(entry, copy);
            assertEquals(entry.seenNs(), copy.seenNs());
        }
        entry.clear();
        assertEquals(new ProducerEntry(), entry);
    }

    private void note(final int epoch, final int sequence, final int records, final long offset) {
        entry.note(epoch, sequence, records - 1, offset, offset * 1000);
    }
}
