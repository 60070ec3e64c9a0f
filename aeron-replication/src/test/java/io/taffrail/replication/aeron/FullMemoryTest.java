/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.transport.Channel;
import io.taffrail.replication.transport.TestNodes;
import io.taffrail.replication.transport.TransportException;
import io.taffrail.testsupport.disk.SmallDisk;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A media driver whose directory has no room left: a message, and no fault in mapped memory. */
@Timeout(120)
class FullMemoryTest {
    private static final int KIB = 1024;

    @TempDir
    Path directory;

    private final TestMesh mesh = new TestMesh(2);
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    @Test
    void shouldSayHowMuchIsMissingWhenThereIsNoRoomAtTheStart() throws IOException {
        final long needed = config(0).spaceBytes();
        try (SmallDisk disk = mount((int) (needed / KIB) - 4)) {
            final TransportException refused = assertThrows(TransportException.class, () -> open(0).close());

            assertTrue(refused.getMessage().contains("too little space"), refused.getMessage());
            assertTrue(refused.getMessage().contains("neededBytes=" + needed), refused.getMessage());
            try (Stream<Path> left = Files.list(disk.directory())) {
                assertEquals(List.of(), left.toList());
            }
        }
    }

    @Test
    void shouldHaveRoomBehindEveryByteThatIsMapped() throws IOException {
        try (SmallDisk disk = mount(sizeKib());
                TestNodes nodes = new TestNodes(2, this::open).openAll()) {
            final FileStore store = Files.getFileStore(disk.directory());

            final long taken = store.getTotalSpace() - store.getUsableSpace();

            assertTrue(taken >= lengthBelow(disk.directory()), () -> "mapped without room: takenBytes=" + taken);
            assertNull(nodes.node(0).failure());
        }
    }

    @Test
    void shouldGoOnWhenThereIsRoomAgainForTheStreamsOfAnotherNode() throws IOException {
        try (SmallDisk disk = mount(sizeKib());
                TestNodes nodes = new TestNodes(2, this::open)) {
            nodes.open(0);
            disk.fillBut(1);
            nodes.open(1);

            nodes.await("node 0 says that it has no space", () -> {
                nodes.pollAll();
                return errors.stream().anyMatch(error -> error.getMessage().contains("no space for a stream"));
            });
            assertNull(nodes.node(0).failure());
            disk.makeRoom();
            nodes.await("all streams are open", () -> {
                nodes.pollAll();
                return Stream.of(Channel.values()).allMatch(channel -> isConnected(nodes, channel));
            });

            for (final Channel channel : Channel.values()) {
                nodes.send(0, 1, channel, new byte[] {1});
                nodes.send(1, 0, channel, new byte[] {2});
                nodes.awaitReceived(0, 1, channel, 1);
                nodes.awaitReceived(1, 0, channel, 1);
            }
        }
    }

    private static boolean isConnected(final TestNodes nodes, final Channel channel) {
        return nodes.node(0).isConnected(1, channel) && nodes.node(1).isConnected(0, channel);
    }

    private SmallDisk mount(final int kib) throws IOException {
        return SmallDisk.mount(directory.resolve("memory"), kib);
    }

    private int sizeKib() {
        return (int) (config(0).spaceBytes() / KIB) + 64;
    }

    private AeronTransport open(final int node) {
        return AeronTransport.open(config(node), errors::add);
    }

    /** Node 0 on the small disk, node 1 elsewhere. */
    private AeronTransportConfig config(final int node) {
        return mesh.config(node)
                .directory(node == 0 ? directory.resolve("memory") : directory)
                .threading(DriverThreading.INVOKER)
                .build();
    }

    private static long lengthBelow(final Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile)
                    .mapToLong(path -> path.toFile().length())
                    .sum();
        }
    }
}
