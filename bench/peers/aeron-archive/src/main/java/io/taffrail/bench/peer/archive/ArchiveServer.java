/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.archive;

import io.aeron.CommonContext;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.ArchivingMediaDriver;
import io.aeron.archive.client.AeronArchive;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** Media driver and archive in this JVM, one thread each, which leave the processors to others when they have no work. */
final class ArchiveServer implements AutoCloseable {
    private static final int TERM_LENGTH = 64 << 20;
    private static final int SEGMENT_LENGTH = 256 << 20;
    private static final int MTU_LENGTH = 8 << 10;
    private static final long DRIVER_IDLE_NS = 1_000_000;
    /** The recording copies what is published, and a replay follows it: both in the path of a value, so it naps less. */
    private static final long ARCHIVE_IDLE_NS = 1_000;

    private final ArchivingMediaDriver server;

    ArchiveServer(final Path directory) {
        server = ArchivingMediaDriver.launch(driver(directory.resolve("aeron").toString()), archive(directory));
    }

    private static MediaDriver.Context driver(final String directory) {
        return new MediaDriver.Context()
                .aeronDirectoryName(directory)
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(new BackoffIdleStrategy(1, 1, DRIVER_IDLE_NS, DRIVER_IDLE_NS))
                .ipcTermBufferLength(TERM_LENGTH)
                .ipcMtuLength(MTU_LENGTH)
                .termBufferSparseFile(false)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true);
    }

    private static Archive.Context archive(final Path directory) {
        return new Archive.Context()
                .aeronDirectoryName(directory.resolve("aeron").toString())
                .archiveDir(directory.resolve("archive").toFile())
                .threadingMode(ArchiveThreadingMode.SHARED)
                .idleStrategySupplier(ArchiveServer::idleStrategy)
                .segmentFileLength(SEGMENT_LENGTH)
                .fileSyncLevel(0)
                .catalogFileSyncLevel(0)
                .recordingEventsEnabled(false)
                .controlChannelEnabled(false)
                .archiveClientContext(new AeronArchive.Context().controlResponseChannel(CommonContext.IPC_CHANNEL))
                .replicationChannel("aeron:udp?endpoint=127.0.0.1:0")
                .deleteArchiveOnStart(true);
    }

    private static IdleStrategy idleStrategy() {
        return new BackoffIdleStrategy(10, 10, ARCHIVE_IDLE_NS, ARCHIVE_IDLE_NS);
    }

    /** A client with its own connection to the driver. */
    AeronArchive connect() {
        return AeronArchive.connect(new AeronArchive.Context()
                .aeronDirectoryName(server.mediaDriver().aeronDirectoryName())
                .controlRequestChannel(server.archive().context().localControlChannel())
                .controlRequestStreamId(server.archive().context().localControlStreamId())
                .controlResponseChannel(CommonContext.IPC_CHANNEL));
    }

    Map<String, String> settings() {
        final Map<String, String> settings = new LinkedHashMap<>();
        settings.put("term length", Integer.toString(TERM_LENGTH));
        settings.put("mtu", Integer.toString(MTU_LENGTH));
        settings.put("segment length", Integer.toString(SEGMENT_LENGTH));
        settings.put("driver", "embedded, SHARED, idles 1 ms");
        settings.put("archive", "embedded, SHARED, idles 1 us");
        settings.put("sync", "file sync level 0");
        return settings;
    }

    @Override
    public void close() {
        server.close();
    }
}
