/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import io.taffrail.log.CorruptLogException;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a journal as a crash may have left it.
 *
 * <p>The entries count up to the first bad one. Every entry says how far the file had been forced when it was written,
 * the header as well. If any sound entry, before or behind the bad one, says that the bad one had been forced, the file
 * is damaged and refused: to go on without it might be a second vote. Otherwise nobody was told of the bad entry or of
 * those behind it, and they are dropped, sound or not: after a power loss, later bytes may be there without earlier ones.
 *
 * <p>What this cannot tell: damage to what was forced last of all, or to the mark before it, when the mark behind it did
 * not reach the disk before a power loss. That looks like a torn tail. A process that is killed leaves the mark, and
 * closing forces it.
 */
final class JournalReader {
    private JournalReader() {}

    /**
     * Read a whole journal.
     *
     * @param state takes what it says.
     * @return its header, null when there is no journal.
     */
    static JournalHeader read(final Storage storage, final Path path, final JournalState state) throws IOException {
        final ByteBuffer bytes;
        try (StorageFile file = storage.open(path, false)) {
            bytes = ByteBuffer.allocate(Math.toIntExact(file.size())).order(ByteOrder.LITTLE_ENDIAN);
            file.read(bytes, 0);
        } catch (final NoSuchFileException ex) {
            return null;
        }
        final JournalHeader header = JournalHeader.read(path, bytes.clear());
        final int end = end(path, bytes, header);
        final EntryFlyweight entry = new EntryFlyweight(bytes);
        for (int at = JournalDescriptor.HEADER_LENGTH; at < end; at += JournalDescriptor.ENTRY_LENGTH) {
            if (!state.replay(entry.at(at))) {
                throw new CorruptLogException(
                        path, at, "kind from 1 to 5", "kind=" + entry.kind(), "a fault of the program that wrote it");
            }
        }
        return header;
    }

    /** Where the entries that count end. */
    private static int end(final Path path, final ByteBuffer bytes, final JournalHeader header) {
        final EntryFlyweight entry = new EntryFlyweight(bytes);
        final int seed = JournalHeader.seed(bytes);
        int forced = header.snapshotEnd();
        int end = -1;
        for (int at = JournalDescriptor.HEADER_LENGTH; at < header.length(); at += JournalDescriptor.ENTRY_LENGTH) {
            if (entry.at(at).isSound(seed ^ at)) {
                forced = Math.max(forced, entry.forcedPosition());
            } else if (end < 0) {
                end = at;
            }
        }
        end = end < 0 ? header.length() : end;
        if (end < forced) {
            throw new CorruptLogException(
                    path,
                    end,
                    "crc=" + Integer.toHexString(entry.at(end).expectedCrc(seed ^ end)),
                    "crc=" + Integer.toHexString(entry.crc()) + " kind=" + entry.kind(),
                    "an entry that had been forced was damaged (forced up to position=" + forced
                            + "): a vote may be lost, replace the node's directory");
        }
        return end;
    }
}
