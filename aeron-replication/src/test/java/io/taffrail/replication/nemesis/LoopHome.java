/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import io.taffrail.testsupport.disk.LoopDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** On a disk that can lose its power. */
final class LoopHome implements Home {
    /** A process that has its own mounts must not hold those of the other nodes: their disks could not be let go. */
    private static final String WITHOUT_OTHERS = "for d in \"$0\"/../../*/disk; do"
            + " [ \"$d\" -ef \"$0\" ] || umount -l \"$d\" 2>/dev/null; done; exec \"$@\"";

    private final LoopDisk disk;

    LoopHome(final Path place) throws IOException {
        disk = LoopDisk.make(place);
    }

    @Override
    public Path directory() {
        return disk.directory();
    }

    @Override
    public List<String> prefix() {
        final List<String> command = new ArrayList<>(disk.prefix());
        command.addAll(List.of("sh", "-c", WITHOUT_OTHERS, disk.directory().toString()));
        return command;
    }

    @Override
    public void cut() throws IOException {
        disk.cut();
    }

    @Override
    public void restart() throws IOException {
        disk.restart("defaults");
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }
}
