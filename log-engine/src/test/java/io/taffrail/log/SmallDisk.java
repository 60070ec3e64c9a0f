/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** A file system in memory that is soon full. Needs root; a test that has no rights to mount is skipped with the reason. */
public final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 4096;

    private final Path directory;

    private SmallDisk(final Path directory) {
        this.directory = directory;
    }

    /** Mount one over a directory. */
    public static SmallDisk mount(final Path directory, final int kib) throws IOException {
        Files.createDirectories(directory);
        final String answer = run("mount", "-t", "tmpfs", "-o", "size=" + kib + "k", "tmpfs", directory.toString());
        assumeTrue(answer.isEmpty(), () -> "cannot mount a small tmpfs: " + answer);
        return new SmallDisk(directory);
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** Take all room but some blocks of 4 KiB. */
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

    /** Give the room back. */
    public void makeRoom() throws IOException {
        Files.deleteIfExists(directory.resolve("ballast"));
    }

    @Override
    public void close() {
        try {
            run("umount", "-l", directory.toString());
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String run(final String... command) throws IOException {
        final Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (final IOException ex) {
            return ex.getMessage();
        }
        try {
            final String output = new String(process.getInputStream().readAllBytes());
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0 ? "" : "failed: " + output.trim();
        } catch (final InterruptedException ex) {
            throw new IOException(ex);
        }
    }
}
