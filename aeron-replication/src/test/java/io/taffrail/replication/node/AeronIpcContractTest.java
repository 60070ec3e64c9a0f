/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.taffrail.contract.ReplicationContract;
import io.taffrail.contract.Subject;
import io.taffrail.replication.aeron.Medium;
import io.taffrail.settings.EngineConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** Three nodes over shared memory and one media driver. */
class AeronIpcContractTest extends ReplicationContract {
    private MediaDriver driver;

    @Override
    protected Subject start(
            final Path directory,
            final EngineConfig engine,
            final List<String> topics,
            final Map<String, String> settings)
            throws IOException {
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(directory.resolve("driver").toString())
                .threadingMode(ThreadingMode.SHARED)
                .dirDeleteOnShutdown(true));
        return new ClusterSubject(
                directory,
                mesh -> mesh.medium(Medium.IPC).externalDriver(directory.resolve("driver")),
                engine,
                topics,
                settings);
    }

    @AfterAll
    void closeDriver() {
        driver.close();
    }
}
