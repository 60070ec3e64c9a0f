/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.examples.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FanOutTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {3, 6, 12})
    void shouldShowEachGroupEveryOrderOnce(final int partitions) {
        final CommandRun run = run("--orders", 5_000, "--partitions", partitions);

        assertEquals(0, run.exitCode(), run::toString);
        assertEquals(
                10, run.out().lines().filter(line -> line.startsWith("ok ")).count(), run.out());
        for (final String group : new String[] {"billing", "shipping", "analytics"}) {
            assertTrue(run.out().lines().anyMatch(line -> line.matches(group + " +5,000 +[0-9,]+ +0")), run.out());
        }
    }

    @Test
    void shouldBeginAnewInTheSameDirectoryAndLeaveOtherTopicsAlone() {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("mine", 1);
            try (Publisher publisher = engine.publisher("mine")) {
                publisher.publish("key", "value");
            }
        }

        assertEquals(0, run("--orders", 5_000).exitCode());
        final CommandRun again = run("--orders", 6_000, "--partitions", 4);

        assertEquals(0, again.exitCode(), again::toString);
        try (LogEngine engine = LogEngine.open(directory)) {
            assertEquals(1, engine.offsets("mine", 0).endOffset());
            assertEquals(4, engine.describeTopic(FanOut.TOPIC).partitions());
        }
    }

    @Test
    void shouldRefuseSizesThatShowNothing() {
        assertRefused("--orders=4999 must be from 5000 to 10000000", "--orders", 4_999);
        assertRefused("--partitions=2 must be from 3 to 12", "--partitions", 2);
        assertRefused("--partitions=13 must be from 3 to 12", "--partitions", 13);
    }

    @Test
    void shouldRefuseADirectoryOfSomebodyElse() throws Exception {
        Files.writeString(directory.resolve("letter.txt"), "dear");

        final CommandRun run = run();

        assertEquals(1, run.exitCode());
        assertTrue(run.err().startsWith("error: not a taffrail data directory"), run.err());
    }

    private void assertRefused(final String message, final Object... options) {
        final CommandRun run = run(options);
        assertEquals(2, run.exitCode(), run::toString);
        assertTrue(run.err().contains(message), run.err());
    }

    private CommandRun run(final Object... options) {
        final Object[] arguments = new Object[options.length + 3];
        arguments[0] = "fan-out";
        arguments[1] = "--dir";
        arguments[2] = directory;
        System.arraycopy(options, 0, arguments, 3, options.length);
        return CommandRun.of(arguments);
    }
}
