/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.aeron.driver.Configuration;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.driver.reports.LossReportUtil;
import io.taffrail.replication.transport.TransportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.agrona.ErrorHandler;
import org.agrona.IoUtil;
import org.agrona.concurrent.AgentInvoker;

/** A media driver in this process, in a directory of its own. */
final class EmbeddedDriver implements AutoCloseable {
    /** For bursts on all channels at once: one socket takes them all. */
    private static final int SOCKET_BUFFER_LENGTH = 2 << 20;

    /** Of an idle stream. One that stood still for too long is opened anew after five of them. */
    private static final long STATUS_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(50);

    /** How exactly the driver keeps its timeouts. */
    private static final long TIMER_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final DriverDirectory directory;
    private final MediaDriver driver;

    EmbeddedDriver(final AeronTransportConfig config, final ErrorHandler errors) {
        directory = DriverDirectory.acquire(config.driverDirectory());
        try {
            // Whoever left it is dead, and its files would count as space taken.
            IoUtil.delete(directory.path().toFile(), true);
            DriverCheck.checkSpace(config);
            driver = launch(context(config, errors));
        } catch (final RuntimeException ex) {
            IoUtil.delete(directory.path().toFile(), true);
            directory.close();
            throw ex;
        }
    }

    /** Null if the driver has a thread of its own. */
    AgentInvoker invoker() {
        return driver.sharedAgentInvoker();
    }

    @Override
    public void close() {
        try {
            driver.close();
        } finally {
            directory.close();
        }
    }

    private static MediaDriver launch(final MediaDriver.Context context) {
        final MediaDriver launched = MediaDriver.launch(context);
        try {
            backLossReport(launched.aeronDirectoryName());
            return launched;
        } catch (final IOException ex) {
            launched.close();
            throw new TransportException(
                    "cannot write to dir=" + launched.aeronDirectoryName() + ": " + ex.getMessage() + ": make room",
                    ex);
        }
    }

    /** Aeron maps it without room behind it: where there is none left, the first loss would be a fault in memory. */
    private static void backLossReport(final String directory) throws IOException {
        final ByteBuffer zeros = ByteBuffer.allocate(AeronTransportConfig.LOSS_REPORT_LENGTH);
        try (FileChannel file = FileChannel.open(LossReportUtil.file(directory).toPath(), StandardOpenOption.WRITE)) {
            while (zeros.hasRemaining()) {
                file.write(zeros);
            }
        }
    }

    private MediaDriver.Context context(final AeronTransportConfig config, final ErrorHandler errors) {
        final AeronTimeouts timeouts = config.timeouts();
        final boolean isInvoked = config.threading() == DriverThreading.INVOKER;
        final int bufferLength = socketBufferLength();
        return new MediaDriver.Context()
                .aeronDirectoryName(directory.path().toString())
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .warnIfDirectoryExists(false)
                .errorHandler(errors)
                .epochClock(SteadyClock.INSTANCE)
                .threadingMode(isInvoked ? ThreadingMode.INVOKER : ThreadingMode.SHARED)
                .sharedThreadFactory(duties -> named(duties, config))
                .sharedIdleStrategy(config.driverIdle().get())
                .asyncExecutorEnabled(false)
                .termBufferSparseFile(false)
                .performStorageChecks(true)
                .lowStorageWarningThreshold(0)
                .counterValuesBufferLength(AeronTransportConfig.COUNTERS_LENGTH)
                .errorBufferLength(AeronTransportConfig.ERRORS_LENGTH)
                .lossReportBufferLength(AeronTransportConfig.LOSS_REPORT_LENGTH)
                .socketRcvbufLength(bufferLength)
                .initialWindowLength(Math.max(Configuration.initialWindowLength(), bufferLength / 2))
                .statusMessageTimeoutNs(STATUS_INTERVAL_NS)
                .timerIntervalNs(TIMER_INTERVAL_NS)
                .clientLivenessTimeoutNs(timeouts.clientLivenessNs())
                .publicationUnblockTimeoutNs(2 * timeouts.clientLivenessNs())
                .publicationConnectionTimeoutNs(timeouts.connectionNs())
                .imageLivenessTimeoutNs(timeouts.imageLivenessNs());
    }

    private static Thread named(final Runnable duties, final AeronTransportConfig config) {
        final Thread thread = new Thread(duties, "taffrail-driver-" + config.self());
        thread.setDaemon(true);
        return thread;
    }

    /** As much of it as the operating system allows. */
    private static int socketBufferLength() {
        try (DatagramChannel probe = DatagramChannel.open()) {
            probe.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_LENGTH);
            return Math.min(SOCKET_BUFFER_LENGTH, probe.getOption(StandardSocketOptions.SO_RCVBUF));
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot open a socket", ex);
        }
    }
}
