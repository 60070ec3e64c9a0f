/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.cluster;

import io.aeron.Aeron;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.taffrail.bench.nodes.NodeProcess;
import io.taffrail.bench.targets.Receiver;
import io.taffrail.bench.targets.Sender;
import io.taffrail.bench.targets.Target;
import io.taffrail.bench.targets.TargetPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;

/** Three members, a process each; publishers and readers are clients of the first one's media driver, with a session each. */
final class ClusterTarget implements Target {
    private static final int MEMBERS = 3;
    private static final int ELECTION_MS = 1_000;
    private static final int HEARTBEAT_MS = 50;
    private static final String EGRESS =
            "aeron:udp?endpoint=" + Addresses.HOST + ":0|term-length=" + Member.TERM_LENGTH;
    private static final long CONNECT_NS = TimeUnit.SECONDS.toNanos(60);

    private final Addresses addresses = new Addresses(MEMBERS);
    private final List<NodeProcess> members = new ArrayList<>();
    private final Aeron aeron;

    ClusterTarget(final TargetPlan plan) throws IOException {
        try {
            for (int id = 0; id < MEMBERS; id++) {
                members.add(MemberMain.start(plan.directory(), id, addresses, ELECTION_MS, HEARTBEAT_MS));
            }
            members.forEach(NodeProcess::awaitReady);
            aeron = Aeron.connect(new Aeron.Context()
                    .aeronDirectoryName(
                            Member.aeronDirectory(plan.directory(), 0).toString()));
        } catch (final IOException | RuntimeException ex) {
            CloseHelper.quietCloseAll(members);
            throw ex;
        }
    }

    /** Waits for the election of a leader. */
    private AeronCluster connect(final EgressListener listener) {
        return AeronCluster.connect(new AeronCluster.Context()
                .aeron(aeron)
                .ownsAeronClient(false)
                .ingressChannel("aeron:udp?term-length=" + Member.TERM_LENGTH)
                .ingressEndpoints(addresses.ingress())
                .egressChannel(EGRESS)
                .egressListener(listener)
                .messageTimeoutNs(CONNECT_NS));
    }

    @Override
    public Sender sender(final int index) {
        return new Ingress(connect((session, timestamp, buffer, offset, length, header) -> {
            // a publisher is sent nothing
        }));
    }

    @Override
    public Receiver receiver(final int index) {
        return new Egress(this::connect);
    }

    @Override
    public Map<String, String> settings() {
        final Map<String, String> settings = new LinkedHashMap<>();
        settings.put("members", MEMBERS + ", a JVM each, loopback UDP; publishers and readers in one more");
        settings.put("threads", "per member: driver SHARED, archive SHARED, consensus, service; idle 1 us");
        settings.put("term length", Member.TERM_LENGTH + ", of ingress, log and egress");
        settings.put("read", "the service's echo: once a majority has the value");
        settings.put("sync", "file sync level 0");
        settings.put("checksum", "none");
        return settings;
    }

    @Override
    public void close() {
        aeron.close();
        members.forEach(NodeProcess::close);
    }
}
