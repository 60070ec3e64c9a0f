/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.cluster;

import io.taffrail.replication.journal.NodeDirectory;
import io.taffrail.replication.journal.NodeDirectoryException;
import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.replication.node.NodeConfig;
import io.taffrail.replication.raft.Standing;
import io.taffrail.storage.FileStorage;
import io.taffrail.tools.console.Output;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taffrail cluster format}. */
@Command(
        name = "format",
        description = {
            "Make the directory of a node, once, before its first start.",
            "The first node is formatted without --cluster-id, which draws one; the others are given that."
        })
final class FormatCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile file;

    @Option(
            names = "--cluster-id",
            paramLabel = "ID",
            description = "Cluster that the node belongs to (default: cluster.id of the configuration, or a new one).")
    private String clusterId;

    @Option(
            names = "--replace",
            description = {
                "The directory replaces one that was lost:",
                "the node does not vote before it has caught up with the others."
            })
    private boolean isReplacement;

    @Override
    public Integer call() throws IOException {
        final NodeConfig config = file.read();
        final FileStorage storage = new FileStorage();
        if (storage.exists(config.dataDirectory()) && !NodeDirectory.isFormatted(storage, config.directory())) {
            throw new NodeDirectoryException("directory holds records, and does not say of which node: dir="
                    + config.directory() + ": format an empty directory, with --replace if a node lost this one");
        }
        final NodeIdentity identity = NodeDirectory.format(
                storage,
                config.directory(),
                clusterId(config),
                config.mesh().self(),
                isReplacement ? Standing.AMNESIAC : Standing.VOTER);
        try (Output output = Output.of(spec)) {
            output.line("formatted dir=" + config.directory() + " node.id=" + identity.nodeId() + " directory.id="
                    + NodeIdentity.text(identity.directoryId()) + (isReplacement ? " as a replacement" : ""));
            output.line("cluster.id=" + NodeIdentity.text(identity.clusterId()));
        }
        return 0;
    }

    private UUID clusterId(final NodeConfig config) {
        if (clusterId == null) {
            return config.clusterId().orElseGet(NodeIdentity::newId);
        }
        final UUID given = NodeIdentity.parseId(clusterId);
        if (!config.clusterId().orElse(given).equals(given)) {
            throw new IllegalArgumentException("--cluster-id=" + clusterId + " must be cluster.id="
                    + NodeIdentity.text(config.clusterId().get()) + " of the configuration");
        }
        return given;
    }
}
