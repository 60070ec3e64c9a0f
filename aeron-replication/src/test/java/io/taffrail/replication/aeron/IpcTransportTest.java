/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.taffrail.replication.transport.Transport;
import io.taffrail.replication.transport.TransportContractTest;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Over shared memory, all nodes with one driver. */
class IpcTransportTest extends TransportContractTest {
    @TempDir
    Path directory;

    private final TestMesh mesh = new TestMesh(3);
    private MediaDriver driver;

    @BeforeEach
    void startDriver() {
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(directory.resolve("driver").toString())
                .threadingMode(ThreadingMode.SHARED)
                .dirDeleteOnShutdown(true));
    }

    @Override
    protected Transport open(final int node) {
        return TestMesh.open(mesh.config(node)
                .medium(Medium.IPC)
                .externalDriver(directory.resolve("driver"))
                .build());
    }

    @Override
    protected void afterNodes() {
        driver.close();
    }
}
