/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.delivery;

import io.taffrail.consumer.ConsumerConfig;
import io.taffrail.consumer.OffsetReset;
import io.taffrail.engine.LogEngine;
import java.util.function.BiFunction;

/** How often the work of a request is done when workers crash. */
enum Guarantee {
    /** Some of it is lost. */
    AT_MOST_ONCE("at-most-once", AtMostOnce::new),

    /** Some of it is done twice. */
    AT_LEAST_ONCE("at-least-once", AtLeastOnce::new),

    /** Neither. */
    EXACTLY_ONCE("exactly-once", ExactlyOnce::new);

    private final String text;
    private final BiFunction<LogEngine, Work, Worker> maker;

    Guarantee(final String text, final BiFunction<LogEngine, Work, Worker> maker) {
        this.text = text;
        this.maker = maker;
    }

    String text() {
        return text;
    }

    /** Topic for what was done. */
    String results() {
        return "delivery." + text;
    }

    /** Of a worker: its group goes on where it committed, and the worker itself says when. */
    ConsumerConfig consumerConfig() {
        return ConsumerConfig.group("delivery." + text)
                .autoCommit(false)
                .offsetReset(OffsetReset.earliest())
                .build();
    }

    /** A worker of this kind. */
    Worker open(final LogEngine engine, final Work work) {
        return maker.apply(engine, work);
    }
}
