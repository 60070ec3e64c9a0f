/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ExamplesTest {
    private static final Path ROOT = Path.of(System.getProperty("taffrail.repository.root", "../.."));
    private static final Pattern COMMAND = Pattern.compile("\\./taffrail example ([a-z-]+)");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Examples.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void shouldListTheExamples() {
        assertEquals(0, commandLine.execute("--help"));
        assertTrue(out.toString().startsWith("Usage: taffrail example"), out::toString);
    }

    @Test
    void shouldRefuseAnExampleThatIsNotThere() {
        assertEquals(2, commandLine.execute("nonsense"));
        assertTrue(err.toString().contains("'nonsense'"), err::toString);
    }

    @Test
    void shouldBeNamedByTheReadmeAndTheDocument() throws IOException {
        final Set<String> examples =
                new TreeSet<>(Examples.commandLine().getSubcommands().keySet());
        assertEquals(examples, named(Files.readString(ROOT.resolve("README.md"))));
        assertEquals(examples, named(Files.readString(ROOT.resolve("docs/examples.md"))));
    }

    private static Set<String> named(final String document) {
        return COMMAND.matcher(document)
                .results()
                .map(command -> command.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
