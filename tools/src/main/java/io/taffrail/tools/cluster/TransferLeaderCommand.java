/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.cluster;

import io.taffrail.replication.node.LeaderTransfer;
import io.taffrail.tools.console.Output;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taffrail cluster transfer-leader}. */
@Command(
        name = "transfer-leader",
        description = {
            "Hand the leadership of a partition over to another node.",
            "The node that leads it is asked: it must run on this machine."
        })
final class TransferLeaderCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile file;

    @Option(names = "--topic", paramLabel = "T", required = true, description = "Name of the topic.")
    private String topic;

    @Option(names = "--partition", paramLabel = "P", required = true, description = "Number of the partition.")
    private int partition;

    @Option(names = "--to", paramLabel = "NODE", required = true, description = "Node that is to lead.")
    private int target;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to wait for it (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Override
    public void run() {
        if (timeout < 1) {
            throw new IllegalArgumentException("--timeout=" + timeout + " must be 1 or more");
        }
        final int term =
                new LeaderTransfer(file.read(), topic, partition).to(target, TimeUnit.SECONDS.toNanos(timeout));
        try (Output output = Output.of(spec)) {
            output.line(topic + "-" + partition + ": node " + target + " leads term=" + term);
        }
    }
}
