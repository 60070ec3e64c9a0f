/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Takes one or more {@code key=value} after an option, which may be given several times. */
public final class KeyValues implements IParameterConsumer {
    /** For picocli. */
    public KeyValues() {}

    @Override
    @SuppressWarnings("JdkObsolete") // picocli hands out a stack
    public void consumeParameters(final Stack<String> args, final ArgSpec argSpec, final CommandSpec spec) {
        final Map<String, String> present = argSpec.getValue();
        final Map<String, String> values = present == null ? new LinkedHashMap<>() : new LinkedHashMap<>(present);
        do {
            final String argument = args.isEmpty() ? "" : args.pop();
            final int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new ParameterException(
                        spec.commandLine(),
                        argSpec.paramLabel() + " of --config expected key=value found \"" + argument + "\"");
            }
            final String key = argument.substring(0, equals);
            if (values.put(key, argument.substring(equals + 1)) != null) {
                throw new ParameterException(spec.commandLine(), "setting given twice: key=" + key);
            }
        } while (!args.isEmpty() && !args.peek().startsWith("-") && args.peek().indexOf('=') > 0);
        argSpec.setValue(values);
    }
}
