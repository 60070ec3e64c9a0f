/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools;

import io.taffrail.tools.demo.DemoCommand;
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
        subcommands = {DemoCommand.class})
public final class TaffrailCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print stack traces of errors.")
    private boolean isDebug;

    /** For picocli. */
    public TaffrailCommand() {}

    /**
     * Runs one command and ends the JVM with its exit code.
     *
     * @param args the command and its arguments.
     */
    public static void main(final String[] args) {
        System.exit(commandLine().execute(args));
    }

    /**
     * The command line with its error handling, for {@link #main} and for tests.
     *
     * @return a new command line.
     */
    public static CommandLine commandLine() {
        final TaffrailCommand root = new TaffrailCommand();
        final UserErrors errors = new UserErrors(() -> root.isDebug);
        return new CommandLine(root).setExecutionExceptionHandler(errors).setParameterExceptionHandler(errors);
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
