/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.cluster;

import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.replication.node.NodeConfig;
import io.taffrail.replication.node.NodeRecovery;
import io.taffrail.replication.node.RecoverableReplica;
import io.taffrail.tools.console.Output;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taffrail cluster recover}. */
@Command(
        name = "recover",
        description = {
            "Decide what a cluster does not decide by itself. The node must not run.",
            "With --topic: let its replica vote although it may have forgotten what it acknowledged.",
            "With --accept-directory: let another node in whose disk was replaced."
        })
final class RecoverCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile file;

    @ArgGroup(multiplicity = "1")
    private Decision decision;

    @Override
    public void run() {
        final NodeConfig config = file.read();
        try (NodeRecovery recovery = NodeRecovery.open(config);
                Output output = Output.of(spec)) {
            if (decision.peer != null) {
                final String known = NodeIdentity.text(recovery.acceptDirectory(decision.peer));
                output.line("node " + decision.peer + " may come with another directory than directory.id=" + known);
            } else {
                accept(decision.replica, config, recovery, output);
            }
            output.line("noted in " + config.directory().resolve(NodeRecovery.LOG));
        }
    }

    private static void accept(
            final Replica chosen, final NodeConfig config, final NodeRecovery recovery, final Output output) {
        final RecoverableReplica found = recovery.replica(chosen.topic, chosen.partition);
        output.line(
                found.name() + " on node " + config.mesh().self() + ": endOffset=" + found.endOffset() + " lastTerm="
                        + found.lastTerm() + " highWatermark=" + found.highWatermark() + " or more"
                        + (found.isAmnesiac() ? ", may have forgotten what it acknowledged" : ", votes"));
        if (found.isAmnesiac()) {
            output.line("what may be lost: every record that this replica does not hold (offsets from "
                    + found.endOffset() + " on), acknowledged or not, unless another replica that votes holds it");
        }
        output.flush();
        if (!chosen.isAccepted) {
            throw new IllegalArgumentException("nothing was changed: --accept-loss must be given to let it vote");
        }
        recovery.acceptLoss(chosen.topic, chosen.partition);
        output.line("it votes from the next start on");
    }

    /** One of the two. */
    private static final class Decision {
        @ArgGroup(exclusive = false)
        private Replica replica;

        @Option(
                names = "--accept-directory",
                paramLabel = "NODE",
                description = "Node whose directory was replaced: forget by which one it is known here.")
        private Integer peer;
    }

    /** The replica that is to vote. */
    private static final class Replica {
        @Option(names = "--topic", paramLabel = "T", required = true, description = "Name of the topic.")
        private String topic;

        @Option(names = "--partition", paramLabel = "P", required = true, description = "Number of the partition.")
        private int partition;

        @Option(names = "--accept-loss", description = "Records that were acknowledged may be lost, for good.")
        private boolean isAccepted;
    }
}
