/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import io.taffrail.contract.ReplicationContract;
import io.taffrail.contract.Subject;
import io.taffrail.replication.aeron.DriverThreading;
import io.taffrail.settings.EngineConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Three nodes over UDP on the loopback, each with a media driver of its own that runs in its replicator's thread. */
class AeronUdpContractTest extends ReplicationContract {
    @Override
    protected Subject start(
            final Path directory,
            final EngineConfig engine,
            final List<String> topics,
            final Map<String, String> settings)
            throws IOException {
        return new ClusterSubject(directory, mesh -> mesh.threading(DriverThreading.INVOKER), engine, topics, settings);
    }
}
