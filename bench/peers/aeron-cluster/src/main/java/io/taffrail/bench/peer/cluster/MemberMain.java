/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.cluster;

import io.aeron.cluster.ConsensusModule;
import io.taffrail.bench.nodes.NodeMain;
import io.taffrail.bench.nodes.NodeProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A member in a process of its own: it takes requests, a line each, from its standard input, and ends when that does.
 * Arguments: directory, id, addresses, milliseconds until an election, milliseconds between heartbeats.
 */
public final class MemberMain {
    static final String COMMITTED = "committed";

    private MemberMain() {}

    /** Start one; it is not ready yet. */
    static NodeProcess start(
            final Path directory, final int id, final Addresses addresses, final int electionMs, final int heartbeatMs)
            throws IOException {
        return new NodeProcess(
                id,
                MemberMain.class,
                List.of(
                        directory.toString(),
                        Integer.toString(id),
                        addresses.toString(),
                        Integer.toString(electionMs),
                        Integer.toString(heartbeatMs)));
    }

    /**
     * Run a member.
     *
     * @param arguments as above.
     * @throws IOException if requests cannot be read.
     */
    public static void main(final String[] arguments) throws IOException {
        final long electionNs = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[3]));
        final long heartbeatNs = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[4]));
        try (Member member = new Member(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                new Addresses(arguments[2]),
                context -> detect(context, electionNs, heartbeatNs))) {
            System.out.println(NodeMain.ANSWER + NodeMain.READY);
            final BufferedReader requests =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                System.out.println(NodeMain.ANSWER + COMMITTED + " " + member.committed());
            }
        }
        System.exit(0);
    }

    private static ConsensusModule.Context detect(
            final ConsensusModule.Context context, final long electionNs, final long heartbeatNs) {
        return context.leaderHeartbeatTimeoutNs(electionNs)
                .leaderHeartbeatIntervalNs(heartbeatNs)
                .electionTimeoutNs(electionNs)
                .electionStatusIntervalNs(heartbeatNs);
    }
}
