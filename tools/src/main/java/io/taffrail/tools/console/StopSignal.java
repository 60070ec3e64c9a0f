/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells a command that the process is to end, by SIGTERM or SIGINT, and holds the end up until the command is done. The
 * process then ends with the exit code 0 of a command that did what was asked.
 */
public final class StopSignal implements AutoCloseable {
    private static final int FAILED = 1;
    private static final long MESSAGE_MS = TimeUnit.SECONDS.toMillis(1);

    private final Thread command = Thread.currentThread();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "taffrail-stop");
    private volatile boolean isGiven;
    private volatile boolean isDone;

    /** The calling thread runs the command. */
    public StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Whether the process was told to end.
     *
     * @return true from then on.
     */
    public boolean isGiven() {
        return isGiven;
    }

    /** The command did what was asked. */
    public void done() {
        isDone = true;
    }

    /** The command is over: the process may end. */
    @Override
    public void close() {
        closed.countDown();
        if (!isGiven) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (final IllegalStateException ex) {
                return; // the process is ending this moment, by itself
            }
        }
    }

    private void stop() {
        isGiven = true;
        try {
            closed.await();
            if (!isDone) {
                command.join(MESSAGE_MS); // it says what went wrong, and waits for the end of the process
            }
        } catch (final InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(isDone ? 0 : FAILED);
    }
}
