/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.aeron.Aeron;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.CloseHelper;
import org.agrona.LangUtil;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.SystemEpochClock;

/** The media driver, embedded or not, and the client connected to it. */
final class MeshConnection implements AutoCloseable {
    /** Between taking streams away from a thread that sends or receives and unmapping them. */
    private static final long CLOSE_LINGER_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Faults faults;
    /** Null if it is external. */
    private final EmbeddedDriver driver;

    private final Aeron aeron;
    private volatile boolean isClosing;

    MeshConnection(final AeronTransportConfig config, final Faults faults) {
        this.faults = faults;
        if (config.externalDriver().isPresent()) {
            driver = null;
            DriverCheck.checkRunning(config);
            DriverCheck.checkSpace(config);
        } else {
            driver = new EmbeddedDriver(config, faults);
        }
        try {
            aeron = Aeron.connect(context(config));
        } catch (final RuntimeException ex) {
            CloseHelper.quietClose(driver);
            throw ex;
        }
    }

    Aeron aeron() {
        return aeron;
    }

    int doWork() {
        int work = 0;
        if (driver != null && driver.invoker() != null) {
            work += driver.invoker().invoke();
        }
        final AgentInvoker client = aeron.conductorAgentInvoker();
        if (client != null) {
            work += client.invoke();
        }
        return work;
    }

    @Override
    public void close() {
        isClosing = true;
        CloseHelper.closeAll(aeron, driver);
    }

    private Aeron.Context context(final AeronTransportConfig config) {
        final boolean isInvoked = config.threading() == DriverThreading.INVOKER;
        final AeronTimeouts timeouts = config.timeouts();
        final long driverTimeoutNs = driver == null ? timeouts.driverTimeoutNs() : timeouts.clientLivenessNs();
        return new Aeron.Context()
                .aeronDirectoryName(config.driverDirectory().toString())
                .epochClock(driver == null ? SystemEpochClock.INSTANCE : SteadyClock.INSTANCE)
                .clientName("taffrail-node-" + config.self())
                .driverTimeoutMs(TimeUnit.NANOSECONDS.toMillis(driverTimeoutNs))
                .useConductorAgentInvoker(isInvoked)
                .driverAgentInvoker(driver == null ? null : driver.invoker())
                .clientLock(new ReentrantLock())
                .closeLingerDurationNs(CLOSE_LINGER_NS)
                .errorHandler(faults)
                .subscriberErrorHandler(LangUtil::rethrowUnchecked)
                .closeHandler(this::onClientClosed);
    }

    private void onClientClosed() {
        if (!isClosing) {
            faults.fail("the Aeron client was closed", null);
        }
    }
}
