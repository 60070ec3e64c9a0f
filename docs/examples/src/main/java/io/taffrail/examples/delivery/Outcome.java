/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.delivery;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.SubscriptionConfig;
import io.taffrail.examples.Checks;
import io.taffrail.settings.Isolation;

/**
 * How often the requests' work was done.
 *
 * @param lost     requests whose work was not done.
 * @param exact    requests whose work was done once.
 * @param repeated requests whose work was done more than once.
 */
record Outcome(int lost, int exact, int repeated) {

    /** Count the results of a guarantee that count: those of committed transactions, or of none. */
    static Outcome of(final LogEngine engine, final Guarantee guarantee, final int requests) {
        final int[] times = new int[requests];
        final SubscriptionConfig committed = SubscriptionConfig.defaults().withIsolation(Isolation.READ_COMMITTED);
        try (Subscription results = engine.subscribe(guarantee.results(), StartAt.earliest(), committed)) {
            int polled = 1;
            while (polled > 0) {
                polled = results.poll(record -> times[Integer.parseInt(record.keyAsString())]++, 1_000);
            }
        }
        return of(times);
    }

    static Outcome of(final int... times) {
        int lost = 0;
        int repeated = 0;
        for (final int count : times) {
            lost += count == 0 ? 1 : 0;
            repeated += count > 1 ? 1 : 0;
        }
        return new Outcome(lost, times.length - lost - repeated, repeated);
    }

    /** What a guarantee promises, and that the crashes were such that they showed what it does not promise. */
    void check(final Checks checks, final Guarantee guarantee) {
        switch (guarantee) {
            case AT_MOST_ONCE -> {
                checks.requireEqual("at-most-once repeats nothing", repeated, 0);
                checks.require(
                        "at-most-once lost something, as it may", lost > 0, "lost=0: the crashes showed nothing");
            }
            case AT_LEAST_ONCE -> {
                checks.requireEqual("at-least-once loses nothing", lost, 0);
                checks.require(
                        "at-least-once repeated something, as it may",
                        repeated > 0,
                        "repeated=0: the crashes showed nothing");
            }
            case EXACTLY_ONCE -> {
                checks.requireEqual("exactly-once loses nothing", lost, 0);
                checks.requireEqual("exactly-once repeats nothing", repeated, 0);
            }
        }
    }
}
