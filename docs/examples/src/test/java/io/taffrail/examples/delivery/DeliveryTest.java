/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.examples.Checks;
import io.taffrail.examples.CommandRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {
    private static final int REQUESTS = 400;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final Checks checks = new Checks(new PrintWriter(out));

    @Test
    void shouldLoseAndRepeatWhatEachGuaranteeLets() {
        final long seed = System.nanoTime();
        final int[] crashPoints = Delivery.crashPoints(seed, 8, REQUESTS);

        delivery(new LifeInThisProcess()).run(crashPoints, checks);

        System.out.println("delivery: seed=" + seed + " crashPoints=" + Arrays.toString(crashPoints));
        final int repeated =
                Arrays.stream(crashPoints).map(point -> point % Worker.BATCH).sum();
        final int lost = crashPoints.length * Worker.BATCH - repeated;
        try (LogEngine engine = LogEngine.open(directory)) {
            assertEquals(
                    new Outcome(lost, REQUESTS - lost, 0),
                    Outcome.of(engine, Guarantee.AT_MOST_ONCE, REQUESTS),
                    "seed=" + seed);
            assertEquals(
                    new Outcome(0, REQUESTS - repeated, repeated),
                    Outcome.of(engine, Guarantee.AT_LEAST_ONCE, REQUESTS),
                    "seed=" + seed);
            assertEquals(
                    new Outcome(0, REQUESTS, 0), Outcome.of(engine, Guarantee.EXACTLY_ONCE, REQUESTS), "seed=" + seed);
        }
        assertEquals(0, checks.exitCode(), out::toString);
    }

    @Test
    void shouldFailWhenTheWorkOfARequestIsDoneOnceMore() {
        final Life real = new LifeInThisProcess();
        final Life meddling = (dir, guarantee, crashPoint) -> {
            final boolean isDone = real.live(dir, guarantee, crashPoint);
            if (isDone && guarantee != Guarantee.AT_LEAST_ONCE) {
                publish(guarantee, "7");
            }
            return isDone;
        };

        delivery(meddling).run(new int[] {15}, checks);

        assertEquals(1, checks.exitCode());
        assertTrue(out.toString().contains("FAILED  at-most-once repeats nothing: found=1 expected=0"), out::toString);
        assertTrue(out.toString().contains("FAILED  exactly-once repeats nothing: found=1 expected=0"), out::toString);
    }

    @Test
    void shouldFailWhenNothingCrashed() {
        delivery(new LifeInThisProcess()).run(new int[0], checks);

        assertEquals(1, checks.exitCode());
        assertTrue(out.toString().contains("lost=0: the crashes showed nothing"), out::toString);
        assertTrue(out.toString().contains("repeated=0: the crashes showed nothing"), out::toString);
    }

    @Test
    void shouldTellWhatAWorkerFailedWith() {
        final EngineException failure = assertThrows(EngineException.class, () -> new LifeInThisProcess()
                .live(directory, Guarantee.AT_MOST_ONCE, Work.NEVER));

        assertTrue(failure.getMessage().contains("delivery.at-most-once"), failure.getMessage());
    }

    @Test
    void shouldGoOnWhereWorkersWereKilled() {
        final CommandRun run = CommandRun.of(
                "delivery", "--dir", directory, "--kill", "--requests", REQUESTS, "--crashes", 1, "--seed", 3);

        assertEquals(0, run.exitCode(), run::toString);
        assertEquals(6, run.out().lines().filter(line -> line.startsWith("ok ")).count(), run.out());
        assertTrue(run.out().lines().anyMatch(line -> line.matches("exactly-once +1 +0 +0 +400")), run.out());
    }

    @Test
    void shouldRefuseSizesThatShowNothing() {
        final CommandRun few = CommandRun.of("delivery", "--dir", directory, "--requests", 99);
        assertEquals(2, few.exitCode());
        assertTrue(few.err().contains("--requests=99 must be from 100 to 1000000"), few.err());

        final CommandRun none = CommandRun.of("delivery", "--dir", directory, "--crashes", 0);
        assertEquals(2, none.exitCode());
        assertTrue(none.err().contains("--crashes=0 must be from 1 to 100"), none.err());
    }

    private Delivery delivery(final Life life) {
        return new Delivery(directory, new PrintWriter(out), REQUESTS, life);
    }

    private void publish(final Guarantee guarantee, final String request) {
        try (LogEngine engine = LogEngine.open(directory);
                Publisher publisher = engine.publisher(guarantee.results())) {
            publisher.publish(request, "done");
        }
    }
}
