/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.taffrail.replication.transport.Transport;
import io.taffrail.replication.transport.TransportContractTest;

/** Over UDP, each node with a driver and its thread. */
class UdpTransportTest extends TransportContractTest {
    private final TestMesh mesh = new TestMesh(3);

    @Override
    protected Transport open(final int node) {
        return TestMesh.open(mesh.config(node).build());
    }
}
