/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.replication.journal.NodeDirectory;
import io.taffrail.replication.journal.NodeIdentity;
import io.taffrail.replication.raft.Standing;
import io.taffrail.storage.FileStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the README says can be done, can be done. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("taffrail.repository.root", ".."));
    private static final int MAX_HELLO_LINES = 15;
    private static final Pattern COMMAND = Pattern.compile("\\./taffrail +([^#|\\n]+)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");

    private static String readme;

    @BeforeAll
    static void read() throws IOException {
        readme = Files.readString(ROOT.resolve("README.md"));
    }

    @Test
    void shouldCompileAndRunHelloWorld(@TempDir final Path directory) throws Exception {
        final Path source = directory.resolve("Hello.java");
        final Path classes = Files.createDirectory(directory.resolve("classes"));
        Files.writeString(source, hello());
        compile(source, classes);

        assertEquals(
                "0 hello, world",
                run("Hello", classes, directory.resolve("data")).strip());
    }

    @Test
    void shouldCompileAndRunTheGroupExample(@TempDir final Path directory) throws Exception {
        final Path classes = Files.createDirectory(directory.resolve("classes"));
        final Path data = directory.resolve("data");
        for (final Map.Entry<String, String> example :
                Map.of("Hello", hello(), "Billing", block("Billing")).entrySet()) {
            final Path source = directory.resolve(example.getKey() + ".java");
            Files.writeString(source, example.getValue());
            compile(source, classes);
        }

        run("Hello", classes, data);

        assertEquals("billed hello, world", run("Billing", classes, data).strip());
    }

    @Test
    void shouldCompileAndRunTheReplicatedExample(@TempDir final Path directory) throws Exception {
        final Path source = directory.resolve("Orders.java");
        final Path classes = Files.createDirectory(directory.resolve("classes"));
        Files.writeString(source, block("Orders"));
        compile(source, classes);
        final Path data = directory.resolve("node");
        NodeDirectory.format(new FileStorage(), data, NodeIdentity.newId(), 1, Standing.VOTER);
        final Path config = directory.resolve("node.properties");
        Files.writeString(
                config,
                String.join(
                        "\n",
                        "node.id=1",
                        "log.dir=" + data,
                        "cluster.nodes=1@127.0.0.1:" + freePort(),
                        "topics=orders",
                        "aeron.term.length.live=262144"));

        assertEquals("committed", run("Orders", classes, config).strip());
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void shouldBeShort() {
        final long lines = hello().lines().filter(line -> !line.isBlank()).count();
        assertTrue(lines <= MAX_HELLO_LINES, () -> "lines=" + lines);
    }

    /** The copy is what a build outside the tree compiles against the installed artifacts. */
    @Test
    void shouldHaveTheSameHelloWorldAsTheBuildOutsideTheTree() throws IOException {
        final String copy = Files.readString(ROOT.resolve("build/it/projects/hello/src/main/java/Hello.java"));
        assertEquals(hello(), copy.substring(copy.indexOf("import ")));
    }

    @TestFactory
    Stream<DynamicTest> shouldNameCommandsAndOptionsThatExist() {
        final List<String> commands = blocks("sh").stream()
                .flatMap(block -> COMMAND.matcher(block).results())
                .map(command -> command.group(1).strip())
                // The launcher's own, in other jars.
                .filter(command -> !command.matches("(bench|example)\\b.*"))
                .toList();
        assertFalse(commands.isEmpty());
        return commands.stream()
                .map(command -> DynamicTest.dynamicTest(
                        command,
                        () -> assertDoesNotThrow(
                                () -> TaffrailCommand.commandLine().parseArgs(command.split(" +")))));
    }

    @TestFactory
    Stream<DynamicTest> shouldLinkToWhatIsThere() {
        final List<String> links = LINK.matcher(readme)
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://"))
                .distinct()
                .toList();
        assertFalse(links.isEmpty());
        return links.stream()
                .map(link -> DynamicTest.dynamicTest(link, () -> assertTrue(Files.exists(ROOT.resolve(link)), link)));
    }

    private static String hello() {
        return blocks("java").get(0);
    }

    /** The program whose class has a name. */
    private static String block(final String className) {
        return blocks("java").stream()
                .filter(block -> block.contains("class " + className + " "))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> blocks(final String language) {
        return Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(readme)
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring(block.indexOf('\n') + 1, block.length() - "```".length()))
                .toList();
    }

    private static void compile(final Path source, final Path classes) {
        final ByteArrayOutputStream messages = new ByteArrayOutputStream();
        final String[] arguments = {
            "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString(), source.toString()
        };
        final int status = ToolProvider.getSystemJavaCompiler().run(null, messages, messages, arguments);
        assertEquals(0, status, () -> Arrays.toString(arguments) + "\n" + messages.toString(StandardCharsets.UTF_8));
    }

    private static String run(final String name, final Path classes, final Path argument) throws Exception {
        final PrintStream stdout = System.out;
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, ReadmeTest.class.getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object)
                    new String[] {argument.toString()});
        } finally {
            System.setOut(stdout);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
