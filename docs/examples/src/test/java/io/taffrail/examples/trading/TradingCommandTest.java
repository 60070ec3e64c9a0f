/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.codecs.trading.MarketDataEncoder;
import io.taffrail.codecs.trading.MessageHeaderEncoder;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.examples.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class TradingCommandTest {
    @TempDir
    private Path directory;

    @Test
    void shouldTradeTwoSessionsAndGoOnWhenRunAgain() {
        final CommandRun first = run("--orders", 1_000, "--rate", 100_000);
        final CommandRun second = run("--orders", 500, "--rate", 100_000, "--seed", 7);

        assertEquals(0, first.exitCode(), first::toString);
        assertTrue(first.out().contains("restart: books rebuilt from "), first::out);
        assertTrue(first.out().contains("100,000/s asked for"), first::out);
        assertTrue(first.out().contains("orders matched again by other code give the same "), first::out);
        assertTrue(first.out().contains("ok      every share is accounted for: "), first::out);
        assertTrue(first.out().contains("ok      market data of 16 instruments"), first::out);
        assertEquals(0, second.exitCode(), second::toString);
        assertTrue(second.out().indexOf("restart: books rebuilt") < second.out().indexOf("session, "), second::out);
    }

    @Test
    void shouldSendTheOrdersOfAFile() throws IOException {
        final Path input = directory.resolve("orders.csv");
        Files.writeString(input, """
                34200.1,1,11,100,5853300,1
                34200.2,1,12,50,5853400,-1
                34200.3,2,11,20,5853300,1
                34200.4,4,11,30,5853300,1
                34200.5,5,0,30,5853300,1
                34200.6,3,99,30,5853300,1
                34200.7,3,12,50,5853400,-1
                34200.8,7,0,0,-1,-1
                """);

        final CommandRun run = run("--input", input, "--rate", 100_000);

        assertEquals(0, run.exitCode(), run::toString);
        assertTrue(run.out().contains("5 orders matched again"), run::out);
        assertTrue(run.out().contains("180 entered, 2 x 30 executed, 70 cancelled"), run::out);
        assertTrue(run.out().contains("3 of 8 events of " + input + " had nobody to be sent to"), run::out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "34200.1,1,11,100,5853300; line=1 has columns=5",
                "34200.1,1,11,many,5853300,1; line=1 column=size is no whole number",
                "34200.1,9,11,100,5853300,1; line=1 column=type is no whole number from -1 to 7: \"9\""
            })
    void shouldSayWhereAFileIsBad(final String line, final String message) throws IOException {
        final Path input = directory.resolve("orders.csv");
        Files.writeString(input, line);

        final CommandRun run = run("--input", input);

        assertEquals(2, run.exitCode(), run::toString);
        assertTrue(run.err().contains("input=" + input + " " + message), run::err);
    }

    @Test
    void shouldRefuseAFileThatIsNotThere() {
        final CommandRun run = run("--input", directory.resolve("nowhere.csv"));

        assertEquals(2, run.exitCode(), run::toString);
        assertTrue(run.err().contains("is no file: name a LOBSTER message file"), run::err);
    }

    @Test
    void shouldFailWhenTheAuditDoes() {
        run("--orders", 100, "--rate", 100_000);
        try (LogEngine engine = LogEngine.open(directory.resolve("data"));
                Publisher publisher = engine.publisher(Exchange.MARKET_DATA)) {
            final Day.Message old = Day.of(engine).marketData.get(0);
            publisher.publish("77".getBytes(StandardCharsets.UTF_8), changed(old.value()));
        }

        final CommandRun run = run("--orders", 1);

        assertEquals(1, run.exitCode(), run::toString);
        assertTrue(run.out().contains("FAILED  the audit: market data of instruments="), run::out);
    }

    @ParameterizedTest
    @CsvSource({
        "--orders, 0, from 1 to 100000000",
        "--instruments, 1001, from 1 to 1000",
        "--rate, 0, from 1 to 100000000"
    })
    void shouldRefuseWhatIsOutOfRange(final String option, final String value, final String range) {
        final CommandRun run = run(option, value);

        assertEquals(2, run.exitCode(), run::toString);
        assertTrue(run.err().contains(option + "=" + value + " must be " + range), run::err);
    }

    private static byte[] changed(final byte[] marketData) {
        final UnsafeBuffer buffer = new UnsafeBuffer(marketData);
        buffer.putInt(MessageHeaderEncoder.ENCODED_LENGTH + MarketDataEncoder.instrumentEncodingOffset(), 77);
        return marketData;
    }

    private CommandRun run(final Object... options) {
        final Object[] arguments = new Object[options.length + 3];
        System.arraycopy(new Object[] {"trading", "--dir", directory.resolve("data")}, 0, arguments, 0, 3);
        System.arraycopy(options, 0, arguments, 3, options.length);
        return CommandRun.of(arguments);
    }
}
