/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.rig.Targets;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What can be measured. */
@Command(name = "targets", description = "What can be measured.")
public final class TargetsCommand implements Callable<Integer> {
    /** For picocli. */
    public TargetsCommand() {
        // no options
    }

    @Override
    public Integer call() throws IOException {
        final Targets targets = Targets.find(RunOptions.home());
        for (final Targets.Entry entry : targets.all()) {
            System.out.printf(
                    "%-22s %s%n", entry.provider().name(), entry.provider().description());
        }
        targets.unbuilt().forEach(peer -> System.out.printf("%-22s a peer; it is built when it is named%n", peer));
        return 0;
    }
}
