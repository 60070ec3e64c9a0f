/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.raft.Standing;
import io.taffrail.storage.MappedRegion;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Noting and forcing allocate nothing for groups and nodes that are known. */
class JournalAllocationTest {
    private static final Path ROOT = Path.of("/data");
    private static final int LENGTH = 64 * 1024 * 1024;
    private static final int GROUPS = 100;
    private static final int NODE = 3;
    private static final UUID[] DIRECTORIES = {new UUID(1, 2), new UUID(3, 4)};
    private static final int WARM_UP = 50_000;
    private static final int FORCES = 100_000;
    /** What the JVM itself may book on a thread while it compiles and measures. */
    private static final long SLACK_BYTES = 64 * 1024;

    @Test
    void shouldNotAllocateWhenNotingAndForcing() throws IOException {
        final QuietDisk disk = new QuietDisk();
        final NodeIdentity identity = NodeDirectory.format(disk, ROOT, new UUID(7, 8), 1, Standing.VOTER);
        final NodeJournal journal = NodeJournal.open(disk, ROOT, identity, LENGTH);
        run(journal, 0, WARM_UP);
        final long operations = disk.quietOperations;

        final long before = allocated();
        run(journal, WARM_UP, WARM_UP + FORCES);
        final long grown = allocated() - before;

        assertEquals(3L * FORCES, disk.quietOperations - operations);
        assertTrue(grown < SLACK_BYTES, () -> "allocated bytes=" + grown);
    }

    private static void run(final NodeJournal journal, final int from, final int to) throws IOException {
        for (int i = from; i < to; i++) {
            journal.noteBallot(i % GROUPS, i / GROUPS + 1, 1);
            journal.noteStanding(i % GROUPS, i / GROUPS % 2 == 0 ? Standing.VOTER : Standing.AMNESIAC);
            journal.notePeer(NODE, DIRECTORIES[i % 2]);
            journal.force();
        }
    }

    private static long allocated() {
        final com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** Keeps what a new file begins with and counts what is done to it later. */
    private static final class QuietDisk extends SimulatedDisk {
        private long quietOperations;

        @Override
        public StorageFile create(final Path path) throws IOException {
            return new QuietFile(super.create(path));
        }

        /** An open file. */
        private final class QuietFile implements StorageFile {
            private final StorageFile file;

            QuietFile(final StorageFile file) {
                this.file = file;
            }

            @Override
            public Path path() {
                return file.path();
            }

            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            public int read(final ByteBuffer destination, final long position) throws IOException {
                return file.read(destination, position);
            }

            @Override
            public void write(final ByteBuffer source, final long position) throws IOException {
                if (position == 0) {
                    file.write(source, position);
                }
                quietOperations++;
            }

            @Override
            public void force() {
                quietOperations++;
            }

            @Override
            public MappedRegion map(final long length, final boolean writable) throws IOException {
                return file.map(length, writable);
            }

            @Override
            public void renamed(final Path newPath) {
                file.renamed(newPath);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        }
    }
}
