/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Which boot of the operating system a process runs under. Source: {@code /proc/sys/kernel/random/boot_id}.
 *
 * @param high upper half.
 * @param low  lower half.
 */
public record BootId(long high, long low) {
    private static final Path SOURCE = Path.of("/proc/sys/kernel/random/boot_id");

    /**
     * The present boot.
     *
     * @return its id.
     * @throws IOException when the platform does not tell.
     */
    public static BootId current() throws IOException {
        final UUID id = UUID.fromString(Files.readString(SOURCE).trim());
        return new BootId(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }
}
