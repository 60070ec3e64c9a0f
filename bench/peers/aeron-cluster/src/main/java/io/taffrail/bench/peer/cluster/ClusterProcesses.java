/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.cluster;

import io.taffrail.bench.nodes.ClusterPlan;
import io.taffrail.bench.nodes.KillableCluster;
import io.taffrail.bench.nodes.LogComparison;
import io.taffrail.bench.nodes.NodeProcess;
import io.taffrail.bench.nodes.NodeStatus;
import io.taffrail.bench.nodes.Waiting;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;

/** Three members, a process each; a client here publishes and is sent its values back. */
final class ClusterProcesses implements KillableCluster {
    private static final int MEMBERS = 3;
    private static final long CAUGHT_UP_NS = TimeUnit.MILLISECONDS.toNanos(50);
    /** A member that was killed counts as alive for 10 s, by the files that it left. */
    private static final long DEAD_NS = TimeUnit.SECONDS.toNanos(11);

    private final ClusterPlan plan;
    private final Addresses addresses = new Addresses(MEMBERS);
    private final Map<Integer, NodeProcess> members = new TreeMap<>();
    private final EchoClient client;
    private long killedAtNs;

    ClusterProcesses(final ClusterPlan plan) throws IOException {
        this.plan = plan;
        try {
            for (int id = 0; id < MEMBERS; id++) {
                members.put(id, start(id));
            }
            members.values().forEach(NodeProcess::awaitReady);
            client = new EchoClient(plan.directory(), addresses, plan.rate(), plan.valueBytes());
        } catch (final IOException | RuntimeException ex) {
            CloseHelper.quietCloseAll(members.values());
            throw ex;
        }
    }

    private NodeProcess start(final int id) throws IOException {
        return MemberMain.start(plan.directory(), id, addresses, plan.electionMs(), plan.heartbeatMs());
    }

    @Override
    public NodeStatus awaitLeader(final int olderThan) {
        Waiting.until(
                "a member leads a term after " + olderThan + " and commits",
                () -> client.term() > olderThan && client.committedAtNs() != 0);
        return new NodeStatus(0, client.term(), client.committedAtNs());
    }

    @Override
    public long killLeader(final int term) {
        killedAtNs = members.remove(client.leader()).kill();
        return killedAtNs;
    }

    @Override
    public void restart() throws IOException {
        while (System.nanoTime() - killedAtNs < DEAD_NS) {
            LockSupport.parkNanos(killedAtNs + DEAD_NS - System.nanoTime());
        }
        for (int id = 0; id < MEMBERS; id++) {
            if (!members.containsKey(id)) {
                final NodeProcess started = start(id);
                members.put(id, started);
                started.awaitReady();
            }
        }
        long nowNs;
        do {
            nowNs = System.nanoTime();
            final long target = members.values().stream()
                    .mapToLong(ClusterProcesses::committed)
                    .max()
                    .orElse(0);
            Waiting.until("all members know position=" + target + " as committed", () -> hasAll(target));
        } while (System.nanoTime() - nowNs > CAUGHT_UP_NS);
    }

    private boolean hasAll(final long target) {
        final Collection<NodeProcess> all = members.values();
        return all.stream().allMatch(member -> committed(member) >= target);
    }

    private static long committed(final NodeProcess member) {
        return Long.parseLong(member.ask(MemberMain.COMMITTED)[0]);
    }

    @Override
    public Optional<LogComparison> compare() {
        return Optional.empty();
    }

    @Override
    public Map<String, String> settings() {
        final Map<String, String> settings = new LinkedHashMap<>();
        settings.put("members", MEMBERS + ", a JVM each, loopback UDP");
        settings.put("publisher", "a client in a JVM of its own: timed until the service's echo is there");
        settings.put(
                "timeouts", "heartbeat timeout and election timeout as asked for, election status every heartbeat");
        settings.put("threads", "per member: driver SHARED, archive SHARED, consensus, service; idle 1 us");
        settings.put("sync", "file sync level 0");
        return settings;
    }

    @Override
    public void close() {
        client.close();
        members.values().forEach(NodeProcess::close);
    }
}
