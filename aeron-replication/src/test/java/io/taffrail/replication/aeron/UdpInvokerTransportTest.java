/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.taffrail.replication.transport.Transport;
import io.taffrail.replication.transport.TransportContractTest;

/** Over UDP, all drivers and clients in the test's own thread. */
class UdpInvokerTransportTest extends TransportContractTest {
    private final TestMesh mesh = new TestMesh(3);

    @Override
    protected Transport open(final int node) {
        return TestMesh.open(
                mesh.config(node).threading(DriverThreading.INVOKER).build());
    }
}
