/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    void shouldWaitUntilNothingIsMissing() {
        final AtomicInteger missing = new AtomicInteger(100);
        try (Workers workers = new Workers()) {
            workers.start("worker", () -> {
                while (missing.get() > 0) {
                    missing.decrementAndGet();
                }
            });

            workers.await("the work", missing::get);

            assertEquals(0, missing.get());
        }
    }

    @Test
    void shouldStopAllAndTellWhyWhenOneFails() {
        final IllegalStateException failure = new IllegalStateException("broken");
        final AtomicInteger ended = new AtomicInteger();
        try (Workers workers = new Workers()) {
            workers.start("other", () -> {
                while (!workers.isStopped()) {
                    Thread.onSpinWait();
                }
                ended.incrementAndGet();
            });
            workers.start("failing", () -> {
                throw failure;
            });

            assertSame(failure, assertThrows(IllegalStateException.class, () -> workers.await("nothing", () -> 1)));
        }
        assertEquals(1, ended.get());
    }

    @Test
    void shouldTellAtTheEndWhatNobodyWaitedFor() {
        final IllegalStateException failure = new IllegalStateException("broken");
        final Workers workers = new Workers();
        workers.start("failing", () -> {
            throw failure;
        });

        assertSame(failure, assertThrows(IllegalStateException.class, workers::close));
    }
}
