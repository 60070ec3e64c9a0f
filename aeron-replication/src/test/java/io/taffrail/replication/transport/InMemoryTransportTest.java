/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.transport;

class InMemoryTransportTest extends TransportContractTest {
    private final InMemoryTransport.Mesh mesh = new InMemoryTransport.Mesh(3, 64 * 1024);

    @Override
    protected Transport open(final int node) {
        return mesh.open(node);
    }
}
