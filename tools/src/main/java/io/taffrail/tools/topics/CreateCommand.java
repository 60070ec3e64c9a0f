/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.topics;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.TopicDescription;
import io.taffrail.settings.TopicName;
import io.taffrail.settings.TopicSettings;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.KeyValues;
import io.taffrail.tools.console.Output;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taffrail topics create}. */
@Command(
        name = "create",
        description = {
            "Create a topic, and the data directory if it is absent.",
            "The directory must not be owned by another process."
        })
final class CreateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Parameters(paramLabel = "NAME", description = "Name of the topic.")
    private String name;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many partitions (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--config",
            paramLabel = "KEY=VALUE",
            parameterConsumer = KeyValues.class,
            description = "Settings of the topic, see docs/configuration.md.")
    private Map<String, String> config = new LinkedHashMap<>();

    @Override
    public void run() {
        TopicName.requireUserTopic(name);
        TopicSettings.of(config, TopicSettings.defaults());
        if (partitions < 1) {
            throw new IllegalArgumentException("--partitions=" + partitions + " must be 1 or more");
        }
        try (LogEngine engine = directory.own();
                Output output = Output.of(spec)) {
            final TopicDescription topic = engine.topics().create(name, partitions, config);
            output.line("created topic=" + topic.name() + " partitions=" + topic.partitions());
        }
    }
}
