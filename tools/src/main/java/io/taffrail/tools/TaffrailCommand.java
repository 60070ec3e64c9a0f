/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools;

import io.taffrail.tools.cluster.ClusterCommand;
import io.taffrail.tools.cluster.NodeCommand;
import io.taffrail.tools.console.Streams;
import io.taffrail.tools.demo.DemoCommand;
import io.taffrail.tools.groups.GroupsCommand;
import io.taffrail.tools.logs.LogCommand;
import io.taffrail.tools.records.ConsumeCommand;
import io.taffrail.tools.records.ProduceCommand;
import io.taffrail.tools.schemas.SchemasCommand;
import io.taffrail.tools.state.CountersCommand;
import io.taffrail.tools.state.ErrorsCommand;
import io.taffrail.tools.topics.TopicsCommand;
import io.taffrail.tools.transactions.TransactionsCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The root of the command line.
 *
 * <p>Exit codes of every command: 0 it did what was asked; 1 it ran and what it found is bad (a check failed, data is
 * damaged, the engine refused); 2 it was asked for the wrong thing (usage, a bad argument, a bad input file).
 */
@Command(
        name = "taffrail",
        description = "A zero-copy, memory-mapped log engine.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = TaffrailCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            TopicsCommand.class,
            ProduceCommand.class,
            ConsumeCommand.class,
            GroupsCommand.class,
            TransactionsCommand.class,
            SchemasCommand.class,
            LogCommand.class,
            CountersCommand.class,
            ErrorsCommand.class,
            NodeCommand.class,
            ClusterCommand.class
        })
public final class TaffrailCommand implements Runnable, Streams {
    private final InputStream in;
    private final OutputStream out;

    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print stack traces of errors.")
    private boolean isDebug;

    private TaffrailCommand(final InputStream in, final OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Runs one command and ends the JVM with its exit code.
     *
     * @param args the command and its arguments.
     */
    public static void main(final String[] args) {
        System.exit(commandLine().execute(args));
    }

    /**
     * The command line with its error handling, over standard input and output.
     *
     * @return a new command line.
     */
    public static CommandLine commandLine() {
        return commandLine(System.in, new FileOutputStream(FileDescriptor.out));
    }

    /**
     * The command line with its error handling.
     *
     * @param in  what commands read.
     * @param out where their results go.
     * @return a new command line.
     */
    public static CommandLine commandLine(final InputStream in, final OutputStream out) {
        final TaffrailCommand root = new TaffrailCommand(in, out);
        final UserErrors errors = new UserErrors(() -> root.isDebug);
        return new CommandLine(root).setExecutionExceptionHandler(errors).setParameterExceptionHandler(errors);
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed");
    }

    /** The jar's version; {@code development} when run from classes. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            final String version = TaffrailCommand.class.getPackage().getImplementationVersion();
            return new String[] {"taffrail " + (version == null ? "development" : version)};
        }
    }
}
