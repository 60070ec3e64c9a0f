/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples;

import io.taffrail.engine.EngineException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Threads that do the work of an example. The first one that fails stops them all, and whoever waits for them is told why.
 *
 * <p>Threading: started, awaited and closed by one thread; {@link #isStopped()} is for theirs.
 */
public final class Workers implements AutoCloseable {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_NS = TimeUnit.MICROSECONDS.toNanos(200);

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean isStopped;
    private boolean isTold;

    /** None yet. */
    public Workers() {
        // they are started one by one
    }

    /**
     * Start a thread.
     *
     * @param name of the thread.
     * @param work to be done; it looks at {@link #isStopped()} now and then.
     */
    public void start(final String name, final Runnable work) {
        final Thread thread = new Thread(() -> run(work), name);
        threads.add(thread);
        thread.start();
    }

    /**
     * Whether the threads are to end.
     *
     * @return true once one failed, or they are closed.
     */
    public boolean isStopped() {
        return isStopped;
    }

    /**
     * Wait until nothing is missing any more.
     *
     * @param what    is waited for, for the message.
     * @param missing how much is missing: 0 or less ends the wait.
     * @throws EngineException  if that did not become less for 20 seconds.
     * @throws RuntimeException what a thread failed with.
     */
    public void await(final String what, final LongSupplier missing) {
        long least = Long.MAX_VALUE;
        long sinceNs = System.nanoTime();
        for (long now = missing.getAsLong(); now > 0; now = missing.getAsLong()) {
            if (failure.get() != null) {
                throwFailure();
            }
            if (now < least) {
                least = now;
                sinceNs = System.nanoTime();
            } else if (System.nanoTime() - sinceNs > PATIENCE_NS) {
                throw new EngineException("nothing moves any more: waiting for " + what + ", missing=" + now);
            }
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    /**
     * Stop the threads and wait for them.
     *
     * @throws RuntimeException what a thread failed with, unless {@link #await} has thrown it.
     */
    @Override
    public void close() {
        isStopped = true;
        for (final Thread thread : threads) {
            join(thread);
        }
        throwFailure();
    }

    private void run(final Runnable work) {
        try {
            work.run();
        } catch (final Throwable ex) { // whatever it was, nobody is to wait for this thread
            failure.compareAndSet(null, ex);
            isStopped = true;
        }
    }

    /** Once: whoever was told by the wait need not be told again by the end. */
    private void throwFailure() {
        final Throwable cause = isTold ? null : failure.get();
        isTold = cause != null || isTold;
        if (cause instanceof RuntimeException ex) {
            throw ex;
        }
        if (cause instanceof Error ex) {
            throw ex;
        }
    }

    private static void join(final Thread thread) {
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (final InterruptedException ex) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
