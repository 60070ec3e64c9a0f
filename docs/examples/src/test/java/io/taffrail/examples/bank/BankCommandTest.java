/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.examples.CommandRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class BankCommandTest {
    @TempDir
    private Path directory;

    @Test
    void shouldDecideAllRequestsAndGoOnWhenRunAgain() {
        final CommandRun first = run("--transfers", 500, "--accounts", 10, "--deposit", 300);
        final CommandRun second = run("--transfers", 300, "--tellers", 1);

        assertEquals(0, first.exitCode(), first::toString);
        assertTrue(first.out().contains("10 accounts, 500 requests, 3 tellers"), first::out);
        assertTrue(first.out().contains("ok      every request was decided, once: 500, of which "), first::out);
        assertTrue(first.out().contains("the 10 accounts together have the 3,000 that were deposited"), first::out);
        assertEquals(0, second.exitCode(), second::toString);
        assertTrue(second.out().contains("10 accounts, 800 requests, 1 tellers"), second::out);
        assertTrue(second.out().contains("decided the 300 "), second::out);
        assertTrue(second.out().contains("ok      every request was decided, once: 800, of which "), second::out);
    }

    @Test
    void shouldSayWhatIsWrongWhenMoneyComesFromNowhere() {
        run("--transfers", 50);
        publish(Bank.CREDITS, "account-1", Credit.opening("account-1", 5).text());
        publish(Bank.CREDITS, "account-1", new Credit("account-1", 7_000, 5).text());

        final CommandRun run = run("--transfers", 1);

        assertEquals(1, run.exitCode(), run::toString);
        assertTrue(
                run.out().contains("FAILED  the audit: nobody was debited for Credit[account=account-1, id=7000"),
                run::out);
    }

    @Test
    void shouldNotGoOnBehindARequestThatItDoesNotUnderstand() {
        run("--transfers", 5);
        publish(Bank.REQUESTS, "account-1", "give me all");

        final CommandRun run = run("--transfers", 5);

        assertEquals(1, run.exitCode(), run::toString);
        assertTrue(run.err().contains("topic=bank.requests"), run::err);
        assertTrue(run.err().contains("value=\"give me all\""), run::err);
    }

    @ParameterizedTest
    @CsvSource({
        "--accounts, 1, from 2 to 100000",
        "--deposit, 0, from 1 to 1000000000",
        "--transfers, 0, from 1 to 1000000",
        "--tellers, 5, from 1 to 4",
        "--kills, -1, from 0 to 200",
        "--kills, 201, from 0 to 200"
    })
    void shouldRefuseWhatIsOutOfRange(final String option, final String value, final String range) {
        final CommandRun run = CommandRun.of("bank", "--dir", directory, option, value);

        assertEquals(2, run.exitCode(), run::toString);
        assertTrue(run.err().contains(option + "=" + value + " must be " + range), run::err);
    }

    private void publish(final String topic, final String key, final String value) {
        try (LogEngine engine = LogEngine.open(directory);
                Publisher publisher = engine.publisher(topic)) {
            assertTrue(publisher.publish(key, value) >= 0);
        }
    }

    private CommandRun run(final Object... options) {
        final Object[] arguments = new Object[options.length + 5];
        System.arraycopy(new Object[] {"bank", "--dir", directory, "--kills", 0}, 0, arguments, 0, 5);
        System.arraycopy(options, 0, arguments, 5, options.length);
        return CommandRun.of(arguments);
    }
}
