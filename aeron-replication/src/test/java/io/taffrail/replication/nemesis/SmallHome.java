/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import io.taffrail.testsupport.disk.SmallDisk;
import java.io.IOException;
import java.nio.file.Path;

/** On a disk that can be filled. */
final class SmallHome implements Home {
    private static final int KIB = 128 << 10;

    private final SmallDisk disk;

    SmallHome(final Path directory) throws IOException {
        disk = SmallDisk.mount(directory, KIB);
    }

    @Override
    public Path directory() {
        return disk.directory();
    }

    @Override
    public void fill() throws IOException {
        disk.fillBut(0);
    }

    @Override
    public void makeRoom() throws IOException {
        disk.makeRoom();
    }

    @Override
    public void close() {
        disk.close();
    }
}
