/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.TopicDescription;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs the command over a real engine. */
@Timeout(120)
class DemoCommandSystemTest {
    private static final Path REAL_FILE = Path.of("../../shared/data/aapl-2012-06-21-messages.csv");
    private static final Path SAMPLE = Path.of("src/main/samples/orders-sample.csv");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path temporary;

    @Test
    void shouldPassEveryCheckOnGeneratedOrders() {
        final int exitCode = run("--records", "20000");

        assertEquals(0, exitCode, err::toString);
        assertTrue(out.toString().contains("all passed"), out::toString);
        assertEquals("", err.toString());
    }

    @Test
    void shouldPassEveryCheckOnTheShippedSample() {
        final int exitCode = run("--input", SAMPLE.toString());

        assertEquals(0, exitCode, err::toString);
        assertTrue(out.toString().contains("all passed"), out::toString);
    }

    @Test
    void shouldPassEveryCheckOnARealHour() {
        assumeTrue(
                Files.exists(REAL_FILE),
                "skipped: the real input " + REAL_FILE + " is not part of the project and not present here");

        final int exitCode = run("--input", REAL_FILE.toString());

        assertEquals(0, exitCode, err::toString);
        assertTrue(out.toString().contains("all passed"), out::toString);
        assertTrue(out.toString().contains("91,997"), out::toString);
        assertTrue(out.toString().contains("533,629 shares"), out::toString);
    }

    @Test
    void shouldPassEveryCheckAtARate() {
        final int exitCode = run("--records", "2000", "--rate", "4000");

        assertEquals(0, exitCode, err::toString);
        assertTrue(out.toString().contains("at 4,000 events/s"), out::toString);
    }

    @Test
    void shouldReplaceItsTopicsAndLeaveOthersAloneWhenRunAgain() {
        assertEquals(0, run("--records", "3000"), err::toString);
        try (LogEngine engine = LogEngine.open(directory())) {
            engine.topics().create("mine", 1, Map.of());
        }

        assertEquals(0, run("--records", "1000"), err::toString);

        try (LogEngine engine = LogEngine.open(directory())) {
            assertEquals(
                    "demo.market demo.orders mine",
                    engine.topics().list().stream()
                            .map(TopicDescription::name)
                            .sorted()
                            .collect(Collectors.joining(" ")));
        }
    }

    @Test
    void shouldNameTheBadLineAndTouchNothing() throws IOException {
        final Path bad = temporary.resolve("bad.csv");
        Files.writeString(bad, "34200.1,1,1,100,10000,1\n34200.2,1,2,many,10000,1\n");

        final int exitCode = run("--input", bad.toString());

        assertEquals(2, exitCode);
        assertTrue(
                err.toString().startsWith("error: input=" + bad + " line=2 column=4 (size): found=\"many\""),
                err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertFalse(Files.exists(directory()));
    }

    @Test
    void shouldKeepTheTopicsOfAnEarlierRunWhenTheInputIsBad() throws IOException {
        assertEquals(0, run("--records", "1000"), err::toString);
        final Path bad = temporary.resolve("bad.csv");
        Files.writeString(bad, "not a line\n");

        assertEquals(2, run("--input", bad.toString()));

        try (LogEngine engine = LogEngine.open(directory())) {
            assertEquals(2, engine.topics().list().size());
        }
    }

    @Test
    void shouldRefuseADirectoryThatIsNotTaffrails() throws IOException {
        Files.createDirectories(directory());
        Files.writeString(directory().resolve("letter.txt"), "dear reader");

        final int exitCode = run("--records", "1000");

        assertTrue(exitCode == 1 || exitCode == 2, "exit code " + exitCode);
        assertTrue(err.toString().startsWith("error: "), err::toString);
        assertFalse(err.toString().contains("\tat "), err::toString);
        assertEquals("dear reader", Files.readString(directory().resolve("letter.txt")));
    }

    @Test
    void shouldRefuseANumberThatMakesNoSense() {
        assertEquals(2, run("--records", "0"));
        assertEquals(2, run("--rate", "-1"));
        assertEquals(2, run("--records", "many"));
    }

    private Path directory() {
        return temporary.resolve("data");
    }

    private int run(final String... args) {
        final CommandLine command = new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((ex, line, parsed) -> {
                    line.getErr().println("error: " + ex.getMessage());
                    return ex instanceof IllegalArgumentException ? 2 : 1;
                });
        final String[] all = new String[args.length + 2];
        all[0] = "--dir";
        all[1] = directory().toString();
        System.arraycopy(args, 0, all, 2, args.length);
        return command.execute(all);
    }
}
