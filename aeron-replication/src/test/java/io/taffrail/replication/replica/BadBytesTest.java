/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.CorruptLogException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bit flips below the high watermark of a leader, in what a follower has to be sent. */
class BadBytesTest {
    private static final int RECORD = 100;

    @TempDir
    Path directory;

    @Test
    void shouldLetOthersLeadWhenTheRecordsOfTheLeaderAreBad() throws IOException {
        try (TestCluster cluster = new TestCluster(directory, DiskLog.small().build())) {
            final TestNode first = cluster.awaitLeader();
            final int leader = cluster.leader();
            final int behind = (leader + 1) % TestNode.NODES;
            cluster.stop(behind);
            long last = 0;
            for (int i = 0; i < 3_000; i++) {
                last = cluster.publish(first, RECORD);
            }
            final long acknowledged = last;
            cluster.await("commit", () -> first.state.highWatermark() > acknowledged);
            first.disk.fallIdle();
            flipBit(firstSegment(directory.resolve("node" + leader)), 20_000);

            cluster.start(behind);
            cluster.await("the leader to stop", () -> first.failure != null);

            assertInstanceOf(CorruptLogException.class, first.failure);
            assertEquals(0, first.state.leadingTerm(), "it does not lead");
            assertNull(first.replica.inbox(), "and answers no candidate");
            final TestNode second = cluster.awaitLeader();
            assertNotEquals(first, second);
            cluster.await(
                    "the one behind has all of the sound log",
                    () -> cluster.nodes[behind].disk.log.endOffset() == second.disk.log.endOffset());
            assertTrue(second.disk.log.endOffset() > acknowledged);
            DiskLog.assertSame(second.disk, cluster.nodes[behind].disk);
        }
    }

    private static Path firstSegment(final Path log) throws IOException {
        try (Stream<Path> files = Files.list(log)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void flipBit(final Path file, final long position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            one.put(0, (byte) (one.get(0) ^ 1)).flip();
            channel.write(one, position);
        }
    }
}
