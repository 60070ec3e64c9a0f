/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;

/** Publishing threads that begin together. */
final class Publishing {
    private final CountDownLatch start = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private volatile String problem;

    /** So many threads; the work of each is made for its number. */
    Publishing(final int publishers, final IntFunction<Runnable> work) {
        for (int i = 0; i < publishers; i++) {
            final Runnable own = work.apply(i);
            final Thread thread = new Thread(() -> run(own), "publisher-" + i);
            thread.start();
            threads.add(thread);
        }
    }

    private void run(final Runnable work) {
        try {
            start.await();
            work.run();
        } catch (final InterruptedException ex) {
            Thread.currentThread().interrupt();
        } catch (final RuntimeException ex) {
            problem = "a publisher failed: " + ex;
        }
    }

    void begin() {
        start.countDown();
    }

    void await() {
        for (final Thread thread : threads) {
            try {
                thread.join();
            } catch (final InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What went wrong, or null. */
    String problem() {
        return problem;
    }
}
