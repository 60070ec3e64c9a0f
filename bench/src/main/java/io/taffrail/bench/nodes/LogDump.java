/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.nodes;

import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.replication.node.ReplicationNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.collections.LongLongConsumer;

/** All committed records of a node in a file: the offset of each and the first eight bytes of its value. */
public final class LogDump {
    private static final int MOST = 4096;
    private static final int ENTRY = 2 * Long.BYTES;

    private LogDump() {}

    static void write(final ReplicationNode node, final Path file) throws IOException {
        final long end = node.partition(Nodes.TOPIC, 0).highWatermark();
        try (Subscription records = node.engine().subscribe(Nodes.TOPIC, StartAt.earliest());
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            Waiting.until("all records are read", () -> {
                while (records.poll(
                                record -> write(
                                        out, record.offset(), record.buffer().getLong(record.valueIndex())),
                                MOST)
                        > 0) {
                    continue;
                }
                return records.position(0) >= end;
            });
        }
    }

    private static void write(final DataOutputStream out, final long offset, final long value) {
        try {
            out.writeLong(offset);
            out.writeLong(value);
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * Read one.
     *
     * @param file    that was written.
     * @param handler told of each offset and its value, in order.
     * @throws IOException if it cannot be read.
     */
    public static void forEach(final Path file, final LongLongConsumer handler) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (long left = Files.size(file) / ENTRY; left > 0; left--) {
                handler.accept(in.readLong(), in.readLong());
            }
        }
    }
}
