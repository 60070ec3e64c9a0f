/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.disk;

import io.taffrail.testsupport.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * An ext4 file system on a loop device that can lose its power: from one moment on nothing reaches the device, and what
 * had not reached it is gone. Needs root, and {@code perl} to call the kernel; where something is missing, the test is
 * skipped with the reason.
 *
 * <p>Each power loss ends a boot. Processes that are started through {@link #prefix()} see the boot id of the present one
 * in a mount namespace of their own.
 */
public final class LoopDisk implements AutoCloseable {
    private static final long LENGTH = 128L << 20;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";
    private static final String UNDER_BOOT_ID = "mount --bind \"$0\" " + BOOT_ID + " && exec \"$@\"";

    /** EXT4_IOC_SHUTDOWN = _IOR('X', 125, __u32), with EXT4_GOING_FLAGS_NOLOGFLUSH = 2: the journal is not flushed. */
    private static final String SHUT_DOWN = "open(my $d, '<', $ARGV[0]) or die \"open: $!\";"
            + " my $flags = pack('L', 2); ioctl($d, 0x8004587d, $flags) or die \"ioctl: $!\";";

    private final Path image;
    private final Path directory;
    private final Path boot;

    private LoopDisk(final Path place) {
        image = place.resolve("disk.img");
        directory = place.resolve("disk");
        boot = place.resolve("boot");
    }

    /**
     * Make one in a directory and mount it.
     *
     * @param place in which its files are made.
     * @return the disk, the caller's to close.
     * @throws IOException if the file system refuses.
     */
    public static LoopDisk make(final Path place) throws IOException {
        final LoopDisk disk = new LoopDisk(place);
        try (RandomAccessFile file = new RandomAccessFile(disk.image.toFile(), "rw")) {
            file.setLength(LENGTH);
        }
        Files.createDirectories(disk.directory);
        disk.newBoot();
        Command.require("make an ext4 file system", "mkfs.ext4", "-q", "-F", "-m", "0", disk.image.toString());
        Command.require("mount it over a loop device", disk.mountCommand("defaults"));
        try {
            Command.require("give a process a boot id", disk.underBootId("true"));
            Command.require("shut the file system down", disk.cutCommand());
        } finally {
            Command.run("umount", disk.directory.toString());
        }
        disk.awaitReleased();
        disk.mount("defaults");
        return disk;
    }

    /**
     * Where it is.
     *
     * @return the directory over which it is mounted.
     */
    public Path directory() {
        return directory;
    }

    /**
     * What stands before the command of a process that runs under the present boot.
     *
     * @return a command that becomes the process.
     */
    public List<String> prefix() {
        return List.of("unshare", "-m", "sh", "-c", UNDER_BOOT_ID, boot.toString());
    }

    /**
     * The power goes.
     *
     * @throws IOException if it cannot be cut.
     */
    public void cut() throws IOException {
        Command.check(cutCommand());
    }

    /**
     * It comes back; nobody may have a file open.
     *
     * @param options of the mount.
     * @throws IOException if it cannot be mounted again.
     */
    public void restart(final String options) throws IOException {
        Command.check("umount", directory.toString());
        awaitReleased();
        newBoot();
        mount(options);
    }

    /** A mount namespace that was made meanwhile, by whomever, holds the dead file system until it ends. */
    private void awaitReleased() {
        final long untilNs = System.nanoTime() + PATIENCE_NS;
        while (isAttached()) {
            if (System.nanoTime() - untilNs > 0) {
                throw new AssertionError("waited in vain: the loop device is released: image=" + image);
            }
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    private boolean isAttached() {
        try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
            return devices.anyMatch(device -> {
                try {
                    return Files.readString(device.resolve("loop/backing_file")).startsWith(image.toString());
                } catch (final IOException ex) {
                    return false; // not a loop device, or not in use
                }
            });
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() throws IOException {
        Command.run("umount", "-l", directory.toString());
    }

    private void mount(final String options) throws IOException {
        Command.check(mountCommand(options));
    }

    private String[] mountCommand(final String options) {
        return new String[] {"mount", "-o", "loop," + options, image.toString(), directory.toString()};
    }

    private String[] cutCommand() {
        return new String[] {"perl", "-e", SHUT_DOWN, directory.toString()};
    }

    private String[] underBootId(final String command) {
        return new String[] {"unshare", "-m", "sh", "-c", UNDER_BOOT_ID, boot.toString(), command};
    }

    private void newBoot() throws IOException {
        Files.writeString(boot, UUID.randomUUID() + "\n");
    }
}
