/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.delivery;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.examples.Checks;
import io.taffrail.examples.DirectoryOption;
import io.taffrail.log.PublishResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/** The same requests, the same crashes, three kinds of workers. */
final class Delivery {
    private final Path directory;
    private final PrintWriter out;
    private final int requests;
    private final Life life;

    Delivery(final Path directory, final PrintWriter out, final int requests, final Life life) {
        this.directory = directory;
        this.out = out;
        this.requests = requests;
        this.life = life;
    }

    /** Where workers crash: each time in another batch, and neither before nor after all of its work. */
    static int[] crashPoints(final long seed, final int crashes, final int requests) {
        final Random random = new Random(seed);
        return random.ints(0, requests / Worker.BATCH)
                .distinct()
                .limit(crashes)
                .sorted()
                .map(batch -> batch * Worker.BATCH + 1 + random.nextInt(Worker.BATCH - 1))
                .toArray();
    }

    void run(final int[] crashPoints, final Checks checks) {
        prepare();
        out.printf("%-14s %8s %8s %10s %8s%n", "", "crashes", "lost", "repeated", "exact");
        for (final Guarantee guarantee : Guarantee.values()) {
            final int crashes = work(guarantee, crashPoints);
            final Outcome outcome = outcome(guarantee);
            out.printf(
                    "%-14s %,8d %,8d %,10d %,8d%n",
                    guarantee.text(), crashes, outcome.lost(), outcome.repeated(), outcome.exact());
        }
        for (final Guarantee guarantee : Guarantee.values()) {
            outcome(guarantee).check(checks, guarantee);
        }
    }

    private void prepare() {
        try (LogEngine engine = DirectoryOption.open(directory)) {
            DirectoryOption.replaceTopic(engine, Worker.REQUESTS.topic(), 1, Map.of());
            for (final Guarantee guarantee : Guarantee.values()) {
                DirectoryOption.replaceTopic(engine, guarantee.results(), 1, Map.of());
            }
            try (Publisher publisher = engine.publisher(Worker.REQUESTS.topic())) {
                for (int i = 0; i < requests; i++) {
                    final long result = publisher.publish(null, Integer.toString(i));
                    if (result < 0) {
                        throw new EngineException(
                                "cannot publish: topic=" + publisher.topic() + ": " + PublishResult.describe(result));
                    }
                }
            }
        }
    }

    /** One worker after the other, until one comes to the end. */
    private int work(final Guarantee guarantee, final int[] crashPoints) {
        int crashes = 0;
        for (final int crashPoint : crashPoints) {
            crashes += life.live(directory, guarantee, crashPoint) ? 0 : 1;
        }
        if (!life.live(directory, guarantee, Work.NEVER)) {
            throw new IllegalStateException("a worker crashed that was not to");
        }
        return crashes;
    }

    private Outcome outcome(final Guarantee guarantee) {
        try (LogEngine engine = DirectoryOption.open(directory)) {
            return Outcome.of(engine, guarantee, requests);
        }
    }
}
