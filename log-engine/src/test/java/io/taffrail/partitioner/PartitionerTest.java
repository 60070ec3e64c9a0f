/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.partitioner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class PartitionerTest {
    @Test
    void shouldFollowHashWhenRecordHasKey() {
        Partitioner partitioner = new KeyHashPartitioner(new FixedPartitioner(3));
        UnsafeBuffer buffer = new UnsafeBuffer("..foobar".getBytes(StandardCharsets.UTF_8));

        int partition = partitioner.partition(buffer, 2, 6, 10);

        assertEquals((-790332482 & Integer.MAX_VALUE) % 10, partition);
        assertEquals(partition, partitioner.partition(buffer, 2, 6, 10));
    }

    @Test
    void shouldAskDelegateOnlyWhenKeyIsNull() {
        Partitioner partitioner = new KeyHashPartitioner(new FixedPartitioner(3));
        int emptyKey = Murmur2.toPositive(Murmur2.hash(null, 0, 0)) % 1000;

        assertEquals(3, partitioner.partition(null, 0, Partitioner.NULL_LENGTH, 1000));
        assertEquals(emptyKey, partitioner.partition(new UnsafeBuffer(new byte[0]), 0, 0, 1000));
    }

    @Test
    void shouldTakePartitionsInTurnWhenRoundRobin() {
        assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2, 0}, choices(new RoundRobinPartitioner(), 7, 3));
        assertArrayEquals(new int[] {1, 2, 0}, choices(new RoundRobinPartitioner(7), 3, 3));
    }

    @Test
    void shouldReachNewPartitionsWhenTopicGrows() {
        Partitioner partitioner = new RoundRobinPartitioner();

        choices(partitioner, 2, 2);

        assertArrayEquals(new int[] {2, 3, 0}, choices(partitioner, 3, 4));
    }

    @Test
    void shouldStayForRunWhenSticky() {
        assertArrayEquals(new int[] {1, 1, 1, 0, 0, 0, 1}, choices(new StickyPartitioner(3, 1), 7, 2));
        assertArrayEquals(new int[] {1, 2, 0}, choices(new StickyPartitioner(1, 7), 3, 3));
    }

    @Test
    void shouldSwitchAfterDefaultRunWhenStickyByDefault() {
        int[] choices = choices(new KeyHashPartitioner(), 1025, 2);

        assertEquals(0, choices[1023]);
        assertEquals(1, choices[1024]);
    }

    @Test
    void shouldRefuseWhenFixedPartitionDoesNotExist() {
        Partitioner partitioner = new FixedPartitioner(2);

        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> partitioner.partition(null, 0, -1, 2));

        assertEquals(2, partitioner.partition(null, 0, -1, 3));
        assertTrue(e.getMessage().contains("partition=2 must be below partitionCount=2"), e.getMessage());
    }

    @Test
    void shouldRefuseWhenArgumentsAreOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> new FixedPartitioner(-1));
        assertThrows(IllegalArgumentException.class, () -> new RoundRobinPartitioner(-1));
        assertThrows(IllegalArgumentException.class, () -> new StickyPartitioner(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new StickyPartitioner(1, -1));
        assertThrows(IllegalArgumentException.class, () -> new KeyHashPartitioner(null));
    }

    @Test
    void shouldStayInRangeWhenPartitionCountChanges() {
        for (Partitioner partitioner : List.of(
                new RoundRobinPartitioner(Integer.MAX_VALUE),
                new StickyPartitioner(1, Integer.MAX_VALUE),
                new StickyPartitioner(2, 5),
                new KeyHashPartitioner())) {
            for (int count : new int[] {5, 9, 1, 3}) {
                for (int chosen : choices(partitioner, 20, count)) {
                    assertTrue(chosen >= 0 && chosen < count, "partition=" + chosen + " count=" + count);
                }
            }
        }
    }

    private static int[] choices(Partitioner partitioner, int records, int partitionCount) {
        return IntStream.range(0, records)
                .map(i -> partitioner.partition(null, 0, Partitioner.NULL_LENGTH, partitionCount))
                .toArray();
    }
}
