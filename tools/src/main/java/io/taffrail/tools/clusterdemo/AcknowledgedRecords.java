/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.clusterdemo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Which records were acknowledged to a node's publisher, and at which offset: in a mapped file, which outlives the process. */
final class AcknowledgedRecords {
    private final MappedByteBuffer offsets;

    AcknowledgedRecords(final Path path, final int records) {
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            offsets = file.map(FileChannel.MapMode.READ_WRITE, 0, (long) records * Long.BYTES);
            offsets.order(ByteOrder.nativeOrder());
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot map file=" + path, ex);
        }
    }

    void put(final int record, final long offset) {
        offsets.putLong(record * Long.BYTES, offset + 1);
    }

    /** The offset, or -1. */
    long offset(final int record) {
        return offsets.getLong(record * Long.BYTES) - 1;
    }
}
