/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.codecs.log.CheckpointEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes the clean flag out of a control file, as the first publish does: what a killed engine leaves. */
final class Unclean {
    private Unclean() {}

    static void make(final Path control) throws IOException {
        final byte[] bytes = Files.readAllBytes(control);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        for (final int slot : new int[] {LogFormat.CHECKPOINT_SLOT_0, LogFormat.CHECKPOINT_SLOT_1}) {
            buffer.putInt(slot + CheckpointEncoder.cleanEncodingOffset(), 0);
            final CRC32C crc = new CRC32C();
            crc.update(bytes, slot, CheckpointEncoder.crcEncodingOffset());
            buffer.putInt(slot + CheckpointEncoder.crcEncodingOffset(), (int) crc.getValue());
        }
        Files.write(control, bytes);
    }
}
