/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.aeron.CommonContext;
import io.taffrail.contract.ReplicationContract;
import io.taffrail.contract.Subject;
import io.taffrail.settings.EngineConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Three nodes over UDP on the loopback and one media driver in C: {@code -Dtaffrail.aeronmd=/path/to/aeronmd}. */
@EnabledIfSystemProperty(
        named = "taffrail.aeronmd",
        matches = ".+",
        disabledReason = "no media driver in C: -Dtaffrail.aeronmd=/path/to/aeronmd")
class AeronmdContractTest extends ReplicationContract {
    private static final long START_NS = TimeUnit.SECONDS.toNanos(10);

    private Process driver;

    @Override
    protected Subject start(
            final Path directory,
            final EngineConfig engine,
            final List<String> topics,
            final Map<String, String> settings)
            throws IOException {
        final Path aeron = directory.resolve("driver");
        driver = new ProcessBuilder(System.getProperty("taffrail.aeronmd"), "-Daeron.dir=" + aeron)
                .inheritIO()
                .start();
        awaitDriver(aeron);
        return new ClusterSubject(directory, mesh -> mesh.externalDriver(aeron), engine, topics, settings);
    }

    private static void awaitDriver(final Path aeron) {
        final long untilNs = System.nanoTime() + START_NS;
        while (!CommonContext.isDriverActive(aeron.toFile(), TimeUnit.SECONDS.toMillis(1), message -> {})) {
            if (System.nanoTime() - untilNs > 0) {
                throw new AssertionError("aeronmd does not run in " + aeron);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    @AfterAll
    void endDriver() {
        driver.destroy();
    }
}
