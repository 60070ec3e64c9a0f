/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.cluster;

import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.replication.node.NodeConfig;
import io.taffrail.replication.node.ReplicationNode;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.StopSignal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taffrail node}. */
@Command(
        name = "node",
        description = {
            "Run a node of a cluster until it is interrupted or terminated.",
            "Its directory must have been formatted with 'taffrail cluster format'."
        })
public final class NodeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile file;

    @Option(names = "--check-config", description = "Check the configuration and the directory, and start nothing.")
    private boolean isCheck;

    /** For picocli. */
    public NodeCommand() {}

    @Override
    public Integer call() {
        final NodeConfig config = file.read();
        try (Output output = Output.of(spec)) {
            return isCheck ? check(config, output) : run(config, output);
        }
    }

    private static int check(final NodeConfig config, final Output output) {
        final NodeIdentity identity;
        try {
            identity = ReplicationNode.identity(config);
        } catch (final RuntimeException ex) {
            throw new IllegalArgumentException(ex.getMessage(), ex);
        }
        output.line("valid: node " + identity.nodeId() + " of cluster " + NodeIdentity.text(identity.clusterId())
                + " nodes=" + config.mesh().endpoints().size() + " topics="
                + config.topics().size());
        return 0;
    }

    private static int run(final NodeConfig config, final Output output) {
        try (StopSignal signal = new StopSignal()) {
            try (NodeRun run = new NodeRun(config, output)) {
                run.untilStopped(signal);
            }
            signal.done();
        }
        return 0;
    }
}
