/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.aeron.CommonContext;
import io.taffrail.replication.transport.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What is looked at before a media driver is asked for anything, so that the answer is a clear one. */
final class DriverCheck {
    private DriverCheck() {}

    /** An external driver is there. Aeron would wait for one. */
    static void checkRunning(final AeronTransportConfig config) {
        final Path directory = config.driverDirectory();
        final long timeoutMs = TimeUnit.NANOSECONDS.toMillis(config.timeouts().driverTimeoutNs());
        if (!Files.isDirectory(directory)
                || !CommonContext.isDriverActive(directory.toFile(), timeoutMs, message -> {})) {
            throw new TransportException("node=" + config.self() + " finds no media driver running at dir=" + directory
                    + ": start it first, or leave the external driver out for an embedded one");
        }
    }

    /** All that the mesh needs has room, before some of it is made. */
    static void checkSpace(final AeronTransportConfig config) {
        final Path directory = config.externalDriver().orElse(config.directory());
        final long needed = config.spaceBytes();
        final long free;
        try {
            free = Files.getFileStore(directory).getUsableSpace();
        } catch (final IOException ex) {
            throw new TransportException(
                    "cannot tell the free space of dir=" + directory + ": " + ex + ": choose a directory that is there",
                    ex);
        }
        if (free < needed) {
            throw new TransportException(
                    "node=" + config.self() + " has too little space for its mesh: dir=" + directory
                            + " neededBytes=" + needed + " freeBytes=" + free
                            + ": make room, choose shorter terms, or set another directory");
        }
    }
}
