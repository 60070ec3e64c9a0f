/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import io.taffrail.engine.LogDirectory;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.LogSource;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.SubscriptionConfig;
import io.taffrail.engine.TopicDescription;
import io.taffrail.settings.Isolation;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.Notes;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.StopSignal;
import io.taffrail.tools.schemas.SchemaFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taffrail consume}: prints records. */
@Command(
        name = "consume",
        description = {
            "Print records of a topic; works while another process publishes to it.",
            "Without --follow it stops at the end that the topic has when it starts.",
            "With --group it goes on where its group is, and needs to own the directory."
        })
public final class ConsumeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Parameters(paramLabel = "TOPIC", description = "Name of the topic.")
    private String name;

    @Option(names = "--partition", paramLabel = "P", description = "Read this partition only (default: all).")
    private Integer partition;

    @Option(
            names = "--from",
            paramLabel = "START",
            defaultValue = "earliest",
            converter = StartAtConverter.class,
            description = {
                "Where to start: earliest, latest, an offset (12), a time (2026-01-31T12:00:00Z, UTC if it names no",
                "zone), or milliseconds since the epoch (@1769860800000) (default: ${DEFAULT-VALUE})."
            })
    private StartAt from;

    @Option(names = "--max", paramLabel = "N", description = "Stop after this many records.")
    private Long max;

    @Option(names = "--follow", description = "Go on waiting for records at the end.")
    private boolean isFollowing;

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = "value",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private RecordPrinter.Format format;

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = {
                "With --format sbe: decode all values by this SBE schema (default: by the one that the record's header",
                "schema.id names, or the newest of the subject TOPIC-value)."
            })
    private String schema;

    @Option(
            names = "--isolation",
            paramLabel = "I",
            defaultValue = "read_uncommitted",
            converter = IsolationConverter.class,
            description = {
                "read_uncommitted, or read_committed to leave out what transactions aborted or did not decide yet",
                "(default: ${DEFAULT-VALUE})."
            })
    private Isolation isolation;

    @Mixin
    private GroupOptions group;

    /** For picocli. */
    public ConsumeCommand() {}

    @Override
    public Integer call() {
        if (max != null && max < 1) {
            throw new ParameterException(spec.commandLine(), "--max=" + max + " must be 1 or more");
        }
        if (schema != null && format != RecordPrinter.Format.sbe) {
            throw new ParameterException(spec.commandLine(), "--schema needs --format sbe");
        }
        final String problem = group.problem(spec.commandLine().getParseResult());
        if (problem != null) {
            throw new ParameterException(spec.commandLine(), problem);
        }
        return group.isGiven() ? consumeAsMember() : consume();
    }

    private int consumeAsMember() {
        try (StopSignal signal = new StopSignal()) {
            final boolean isWhole;
            try (LogEngine engine = directory.ownPresent();
                    Output output = Output.of(spec)) {
                final TopicDescription topic = directory.topic(engine, name);
                final RecordPrinter printer = printer(output, engine);
                final GroupConsumption consumption = new GroupConsumption(
                        engine, topic, printer, output, spec.commandLine().getErr(), group.isCommitting());
                final boolean isRead = consumption.run(
                        group.config(isolation), max == null ? Long.MAX_VALUE : max, isFollowing, signal);
                isWhole = isDecoded(printer, output) && isRead;
            }
            signal.done();
            return isWhole ? 0 : 1;
        }
    }

    private int consume() {
        try (LogDirectory source = directory.read();
                Output output = Output.of(spec)) {
            final TopicDescription topic = directory.topic(source, name);
            SubscriptionConfig config = SubscriptionConfig.defaults().withIsolation(isolation);
            if (partition != null) {
                DataDirectory.requirePartition(topic, partition);
                config = config.withPartitions(partition);
            }
            try (Subscription subscription = source.subscribe(name, from, config)) {
                final RecordPrinter printer = printer(output, source);
                final Consumption consumption = new Consumption(
                        source,
                        topic,
                        subscription,
                        printer,
                        output,
                        spec.commandLine().getErr());
                consumption.isolation(isolation);
                final boolean isWhole = consumption.run(max == null ? Long.MAX_VALUE : max, isFollowing);
                return isDecoded(printer, output) && isWhole ? 0 : 1;
            }
        }
    }

    private RecordPrinter printer(final Output output, final LogSource source) {
        if (format != RecordPrinter.Format.sbe) {
            return new RecordPrinter(output, format, name, null);
        }
        final SbeValues values =
                schema == null ? SbeValues.of(source, name) : SbeValues.of(SchemaFile.read(spec, schema));
        return new RecordPrinter(output, format, name, values);
    }

    private boolean isDecoded(final RecordPrinter printer, final Output output) {
        if (printer.undecoded() > 0) {
            new Notes(spec, output)
                    .say("warning: values that could not be decoded=" + printer.undecoded()
                            + ": see their field \"error\"");
        }
        return printer.undecoded() == 0;
    }
}
