/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.cluster;

import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ClusteredMediaDriver;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** Media driver, archive, consensus module and service of one member: a thread each, four in all. */
final class Member implements AutoCloseable {
    /** Of ingress, egress and log: room for messages of an eighth of it. */
    static final String TERM_LENGTH = "16m";

    static final long IDLE_NS = 1_000;

    private static final String LOCAL = "aeron:ipc?term-length=64k";
    private static final String ANY_PORT = "aeron:udp?endpoint=" + Addresses.HOST + ":0";
    private static final int SEGMENT_LENGTH = 256 << 20;
    /** Publishers and readers send no keep-alives: none is to be taken for gone. */
    private static final long SESSION_TIMEOUT_NS = TimeUnit.HOURS.toNanos(1);

    private final Path directory;
    private final int id;
    private final Addresses addresses;
    private final ClusteredMediaDriver driver;
    private final ClusteredServiceContainer container;

    Member(
            final Path parent,
            final int id,
            final Addresses addresses,
            final UnaryOperator<ConsensusModule.Context> timeouts) {
        this.directory = parent.resolve("member-" + id);
        this.id = id;
        this.addresses = addresses;
        driver = ClusteredMediaDriver.launch(driver(), archive(), timeouts.apply(consensus()));
        container = ClusteredServiceContainer.launch(service());
    }

    /** Log position up to which it knows of a majority. */
    long committed() {
        return driver.consensusModule().context().commitPositionCounter().get();
    }

    /** Of the media driver of a member. */
    static Path aeronDirectory(final Path parent, final int id) {
        return parent.resolve("member-" + id).resolve("aeron");
    }

    private String aeronDirectory() {
        return directory.resolve("aeron").toString();
    }

    static IdleStrategy idleStrategy() {
        return new BackoffIdleStrategy(10, 10, IDLE_NS, IDLE_NS);
    }

    private MediaDriver.Context driver() {
        return new MediaDriver.Context()
                .aeronDirectoryName(aeronDirectory())
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(idleStrategy())
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true);
    }

    private Archive.Context archive() {
        return new Archive.Context()
                .aeronDirectoryName(aeronDirectory())
                .archiveDir(directory.resolve("archive").toFile())
                .controlChannel("aeron:udp?endpoint=" + addresses.archive(id))
                .localControlChannel(LOCAL)
                .archiveClientContext(new AeronArchive.Context().controlResponseChannel(ANY_PORT))
                .replicationChannel(ANY_PORT)
                .recordingEventsEnabled(false)
                .threadingMode(ArchiveThreadingMode.SHARED)
                .idleStrategySupplier(Member::idleStrategy)
                .segmentFileLength(SEGMENT_LENGTH)
                .fileSyncLevel(0)
                .catalogFileSyncLevel(0);
    }

    private AeronArchive.Context archiveClient() {
        return new AeronArchive.Context()
                .aeronDirectoryName(aeronDirectory())
                .controlRequestChannel(LOCAL)
                .controlRequestStreamId(AeronArchive.Configuration.localControlStreamId())
                .controlResponseChannel(LOCAL);
    }

    private ConsensusModule.Context consensus() {
        return new ConsensusModule.Context()
                .aeronDirectoryName(aeronDirectory())
                .clusterDir(directory.resolve("cluster").toFile())
                .clusterMemberId(id)
                .clusterMembers(addresses.members())
                .ingressChannel("aeron:udp?term-length=" + TERM_LENGTH)
                .logChannel("aeron:udp?term-length=" + TERM_LENGTH)
                .replicationChannel(ANY_PORT)
                .archiveContext(archiveClient())
                .idleStrategySupplier(Member::idleStrategy)
                .sessionTimeoutNs(SESSION_TIMEOUT_NS)
                .fileSyncLevel(0);
    }

    private ClusteredServiceContainer.Context service() {
        return new ClusteredServiceContainer.Context()
                .aeronDirectoryName(aeronDirectory())
                .clusterDir(directory.resolve("cluster").toFile())
                .archiveContext(archiveClient())
                .idleStrategySupplier(Member::idleStrategy)
                .clusteredService(new Fanout());
    }

    @Override
    public void close() {
        container.close();
        driver.close();
    }
}
