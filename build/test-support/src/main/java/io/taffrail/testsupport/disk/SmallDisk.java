/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.disk;

import io.taffrail.testsupport.Command;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file system in memory that is soon full. Needs root; a test that has no rights to mount is skipped with the reason. */
public final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 4096;

    private final Path directory;

    private SmallDisk(final Path directory) {
        this.directory = directory;
    }

    /**
     * Mount one over a directory.
     *
     * @param directory made if it is not there.
     * @param kib       its size.
     * @return the disk, the caller's to close.
     * @throws IOException if the directory cannot be made.
     */
    public static SmallDisk mount(final Path directory, final int kib) throws IOException {
        Files.createDirectories(directory);
        Command.require(
                "mount a small tmpfs",
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=" + kib + "k",
                "tmpfs",
                directory.toString());
        return new SmallDisk(directory);
    }

    /**
     * Where it is.
     *
     * @return the directory.
     */
    public Path directory() {
        return directory;
    }

    /**
     * Take all room but some blocks.
     *
     * @param blocks of 4 KiB that stay free.
     * @throws IOException if something else than the room is missing.
     */
    public void fillBut(final int blocks) throws IOException {
        final ByteBuffer block = ByteBuffer.allocate(BLOCK);
        try (FileChannel ballast =
                FileChannel.open(directory.resolve("ballast"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long end = ballast.size();
            try {
                for (; ; end += BLOCK) {
                    block.clear();
                    ballast.write(block, end);
                }
            } catch (final IOException full) {
                ballast.truncate(Math.max(0, end - (long) blocks * BLOCK));
            }
        }
    }

    /**
     * Give the room back.
     *
     * @throws IOException if the file system refuses.
     */
    public void makeRoom() throws IOException {
        Files.deleteIfExists(directory.resolve("ballast"));
    }

    @Override
    public void close() {
        Command.run("umount", "-l", directory.toString());
    }
}
