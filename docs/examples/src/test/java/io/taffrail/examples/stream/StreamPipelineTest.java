/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.consumer.Consumer;
import io.taffrail.consumer.ConsumerConfig;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.examples.Checks;
import io.taffrail.examples.CommandRun;
import io.taffrail.examples.DirectoryOption;
import io.taffrail.examples.Workers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamPipelineTest {
    private static final int RUNS = 4;
    private static final int VISITORS = 3;
    private static final int VISITS = 20;
    private static final int RECORDS = 10_000;

    @TempDir
    private Path temporary;

    private final StringWriter out = new StringWriter();
    private final Checks checks = new Checks(new PrintWriter(out));

    @Test
    void shouldComeToWhatADirectComputationComesTo() {
        final long seed = System.nanoTime();
        System.out.println("stream pipeline: seed=" + seed);
        int readBack = 0;
        for (int run = 0; run < RUNS; run++) {
            final CommandRun command = run("--records", RECORDS, "--window", 1 + run, "--seed", seed + run);

            assertEquals(0, command.exitCode(), () -> "seed=" + seed + " " + command);
            assertEquals(
                    4,
                    command.out().lines().filter(line -> line.startsWith("ok ")).count(),
                    command.out());
            assertTrue(command.out().matches("(?s).*enricher-[12] failed at record .*"), command.out());
            assertTrue(command.out().matches("(?s).*aggregator-[12] failed at record .*"), command.out());
            assertTrue(command.out().matches("(?s).*aggregator-[12] goes on in .* bars, read back.*"), command.out());
        }
    }

    @Test
    void shouldComeToTheSameWhileMembersOfTheGroupComeAndGo() {
        final RawInput input = RawInput.generated(System.nanoTime(), 3 * RECORDS);
        System.out.println("stream pipeline: " + input.description());
        final AtomicInteger visits = new AtomicInteger();
        try (LogEngine engine = DirectoryOption.open(temporary.resolve("data"));
                Workers visitors = new Workers()) {
            for (int i = 0; i < VISITORS; i++) {
                visitors.start("visitor-" + i, () -> {
                    for (int visit = 0; visit < VISITS; visit++) { // for ever nobody could ever commit
                        visit(engine, visitors);
                        visits.incrementAndGet();
                    }
                });
            }

            new StreamPipeline(engine, new PrintWriter(out), input, 5, DirectComputation.of(input, 5)).run(checks);
        }

        assertEquals(0, checks.exitCode(), () -> input.description() + " " + out);
        assertTrue(visits.get() > 2, () -> "visits=" + visits);
    }

    /** Join the group, take nothing, and leave: twice the others have to share anew. */
    private static void visit(final LogEngine engine, final Workers visitors) {
        final ConsumerConfig config = ConsumerConfig.group("stream-pipeline.aggregator")
                .autoCommit(false)
                .build();
        try (Consumer visitor = Consumer.open(engine, config)) {
            visitor.subscribe(Set.of(Topics.ENRICHED));
            while (!visitors.isStopped() && visitor.assignment().isEmpty()) {
                visitor.poll(record -> {}, 0);
            }
        }
    }

    @Test
    void shouldTakeAFileAndRejectWhatIsOfNoUseWithTheReason() throws IOException {
        final Path file = temporary.resolve("xyz-messages.csv");
        Files.writeString(
                file,
                "34200.5,1,1,100,5000000,1\n".repeat(10) + "34201.5,4,1,10,5000000,1\n".repeat(12) + "rubbish\n"
                        + "34500,5,0,1,4000000,-1\n");

        final CommandRun command = run("--input", file);

        assertEquals(0, command.exitCode(), command::toString);
        assertTrue(command.out().contains("24 lines, 13 trades, 1 rejected, 2 bars"), command.out());
        assertTrue(
                command.out()
                        .lines()
                        .anyMatch(line ->
                                line.matches(" +XYZ 09:30 +12 trades +120 shares from 500.00 to 500.00 dollars")),
                command.out());
        assertEquals(List.of("XYZ rubbish reason=columns=1 expected=6"), rejected());
    }

    @Test
    void shouldFailWhenTheResultIsAnotherOne() {
        final RawInput input = RawInput.generated(1, 2_000);
        final DirectComputation right = DirectComputation.of(input, 5);
        final Map<String, Bar> bars = new TreeMap<>(right.bars());
        bars.compute("AAPL 09:30", (key, bar) -> bar.with(new Trade(1, 1, 1, "")));

        try (LogEngine engine = LogEngine.open(temporary.resolve("data"))) {
            new StreamPipeline(
                            engine,
                            new PrintWriter(out),
                            input,
                            5,
                            new DirectComputation(right.trades(), right.rejected() + 1, bars))
                    .run(checks);
        }

        assertEquals(1, checks.exitCode());
        assertTrue(
                out.toString()
                        .contains("FAILED  each line that cannot be used was rejected once: found=" + right.rejected()
                                + " expected=" + (right.rejected() + 1)),
                out::toString);
        assertTrue(
                out.toString()
                        .contains("FAILED  the bars are those of the direct computation: AAPL 09:30 found="
                                + right.bars().get("AAPL 09:30")),
                out::toString);
    }

    @Test
    void shouldSayWhatIsWrongWithItsInput() throws IOException {
        assertRefused("is no file: name a LOBSTER message file", "--input", temporary);
        assertRefused("--records=999 must be from 1000 to 1000000", "--records", 999);
        assertRefused("--window=0 must be from 1 to 1440", "--window", 0);

        final Path file = temporary.resolve("letter.txt");
        Files.writeString(file, "dear\nfriend\n");
        assertRefused("has executions=0 in lines=2, rejected=2: 10 or more show something", "--input", file);
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertRefused("cannot be read as text", "--input", file);
    }

    private void assertRefused(final String message, final Object... options) {
        final CommandRun command = run(options);
        assertEquals(2, command.exitCode(), command::toString);
        assertTrue(command.err().contains(message), command.err());
    }

    private List<String> rejected() {
        final List<String> rejected = new ArrayList<>();
        try (LogEngine engine = LogEngine.open(temporary.resolve("data"));
                Subscription subscription = engine.subscribe(Topics.REJECTED, StartAt.earliest())) {
            subscription.poll(
                    record -> record.forEachHeader((name, value) -> rejected.add(record.keyAsString() + " "
                            + record.valueAsString() + " " + name + "=" + new String(value, StandardCharsets.UTF_8))),
                    10);
        }
        return rejected;
    }

    private CommandRun run(final Object... options) {
        final Object[] arguments = new Object[options.length + 3];
        arguments[0] = "stream-pipeline";
        arguments[1] = "--dir";
        arguments[2] = temporary.resolve("data");
        System.arraycopy(options, 0, arguments, 3, options.length);
        return CommandRun.of(arguments);
    }
}
