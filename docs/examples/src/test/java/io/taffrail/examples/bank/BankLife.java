/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import io.taffrail.coordinator.CoordinatorConfig;
import io.taffrail.coordinator.GroupCoordinator;
import io.taffrail.coordinator.TransactionCoordinator;
import io.taffrail.coordinator.TransactionCoordinatorConfig;
import io.taffrail.engine.LogEngine;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.settings.EngineConfig;
import io.taffrail.settings.Threading;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * A process of the bank in one thread: customers and tellers take turns as a seed says, tellers come and go, and now and then
 * one works on although another one took its place.
 */
final class BankLife {
    static final int ACCOUNTS = 5;
    static final long DEPOSIT = 300;

    private static final int TELLERS = 2;
    private static final int MAX_STEPS = 3_000;

    private final Path directory;
    private final Random random;
    private final Teller[] tellers = new Teller[TELLERS];
    private boolean isDead;

    BankLife(final Path directory, final Random random) {
        this.directory = directory;
        this.random = random;
    }

    /** Nothing of what it does from now on is of any consequence: it is to end soon. */
    void die() {
        isDead = true;
    }

    /** Live until all requests are decided; {@code requests} is how many are asked for in all. */
    void live(final long seed, final long requests) {
        try (LogEngine engine = open(directory)) {
            Bank.open(engine, ACCOUNTS, DEPOSIT);
            Customers.ask(engine, seed, requests);
            final BusinessDay day = new BusinessDay(engine, number -> {});
            try {
                for (int i = 0; i < TELLERS; i++) {
                    tellers[i] = new Teller(engine, i);
                }
                for (int step = 0; !isDead && day.undecided() > 0; step++) {
                    if (step == MAX_STEPS) {
                        throw new IllegalStateException("nothing moves any more: undecided=" + day.undecided());
                    }
                    step(engine);
                    engine.doWork();
                }
            } finally {
                for (final Teller teller : tellers) {
                    if (teller != null) {
                        teller.close();
                    }
                }
            }
        }
    }

    private void step(final LogEngine engine) {
        final int number = random.nextInt(TELLERS);
        switch (random.nextInt(20)) {
            case 0 -> {
                tellers[number].close();
                tellers[number] = new Teller(engine, number);
            }
            case 1 -> {
                try (Teller zombie = tellers[number]) {
                    tellers[number] = new Teller(engine, number);
                    serveAsZombie(zombie);
                }
            }
            default -> tellers[number].serve(1 + random.nextInt(4));
        }
    }

    /** It may find out that it has no work any more, or that it is not to do any. */
    private void serveAsZombie(final Teller zombie) {
        try {
            zombie.serve(1 + random.nextInt(4));
        } catch (final ErrorCodeException | IllegalStateException ex) {
            // as it should be
        }
    }

    static LogEngine open(final Path directory) {
        final LogEngine engine = LogEngine.open(
                directory,
                EngineConfig.builder()
                        .threading(Threading.INVOKER)
                        .counterCapacity(64)
                        .build());
        GroupCoordinator.start(engine, CoordinatorConfig.of(Map.of("offsets.topic.num.partitions", "1")));
        TransactionCoordinator.start(
                engine, TransactionCoordinatorConfig.of(Map.of("transaction.state.log.num.partitions", "1")));
        return engine;
    }
}
