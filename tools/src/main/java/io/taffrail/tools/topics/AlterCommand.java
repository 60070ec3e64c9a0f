/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.topics;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.TopicDescription;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.KeyValues;
import io.taffrail.tools.console.Output;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taffrail topics alter}. */
@Command(
        name = "alter",
        description = {
            "Change settings of a topic, or add partitions to it.",
            "The directory must not be owned by another process."
        })
final class AlterCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Parameters(paramLabel = "NAME", description = "Name of the topic.")
    private String name;

    @Option(
            names = "--config",
            paramLabel = "KEY=VALUE",
            parameterConsumer = KeyValues.class,
            description = "Settings to give, see docs/configuration.md.")
    private Map<String, String> config = new LinkedHashMap<>();

    @Option(names = "--delete-config", paramLabel = "KEY", description = "Setting to take back to its default.")
    private Set<String> removed = new LinkedHashSet<>();

    @Option(names = "--partitions", paramLabel = "N", description = "New number of partitions, larger than now.")
    private Integer partitions;

    @Override
    public void run() {
        if (config.isEmpty() && removed.isEmpty() && partitions == null) {
            throw new ParameterException(
                    spec.commandLine(), "nothing to alter: give --config, --delete-config or --partitions");
        }
        try (LogEngine engine = directory.ownPresent();
                Output output = Output.of(spec)) {
            TopicDescription topic = directory.topic(engine, name);
            if (partitions != null && partitions <= topic.partitions()) {
                throw new IllegalArgumentException("--partitions=" + partitions + " must be larger than the present"
                        + " number=" + topic.partitions() + ": partitions cannot be taken away");
            }
            if (!config.isEmpty() || !removed.isEmpty()) {
                topic = engine.topics().alter(name, config, removed);
            }
            if (partitions != null) {
                topic = engine.topics().addPartitions(name, partitions);
            }
            final String overrides = DescribeCommand.text(topic);
            output.line("altered topic=" + topic.name() + " partitions=" + topic.partitions() + " overrides="
                    + (overrides.isEmpty() ? "none" : overrides));
        }
    }
}
