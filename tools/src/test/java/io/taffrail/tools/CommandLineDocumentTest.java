/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code docs/command-line.md} has the commands that there are, and every option of those of a cluster. */
class CommandLineDocumentTest {
    private static final Path DOCUMENT =
            Path.of(System.getProperty("taffrail.repository.root", ".."), "docs", "command-line.md");
    private static final Pattern ROW = Pattern.compile("^\\| \\[`([a-z -]+)`]", Pattern.MULTILINE);

    @Test
    void shouldListEveryCommand() throws IOException {
        final TreeSet<String> listed = ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(commands("", TaffrailCommand.commandLine()).keySet(), listed);
    }

    @Test
    void shouldShowEveryOptionOfTheCommandsOfACluster() throws IOException {
        final String text = Files.readString(DOCUMENT);
        commands("", TaffrailCommand.commandLine()).forEach((name, command) -> {
            if (name.startsWith("cluster ") || name.equals("node")) {
                final int from = text.indexOf("## `" + name + "`");
                assertTrue(from >= 0, name);
                final String section = text.substring(from, (text + "\n## ").indexOf("\n## ", from));
                command.getCommandSpec().options().stream()
                        .map(option -> option.longestName())
                        .filter(option -> !option.matches("--(help|version|debug)"))
                        .forEach(option -> assertTrue(section.contains(option), () -> name + " " + option));
            }
        });
    }

    /** Commands that do something, by their names. */
    private static Map<String, CommandLine> commands(final String prefix, final CommandLine parent) {
        final Map<String, CommandLine> commands = new TreeMap<>();
        parent.getSubcommands().forEach((name, command) -> {
            if (command.getSubcommands().isEmpty()) {
                commands.put(prefix + name, command);
            } else {
                commands.putAll(commands(prefix + name + " ", command));
            }
        });
        return commands;
    }
}
