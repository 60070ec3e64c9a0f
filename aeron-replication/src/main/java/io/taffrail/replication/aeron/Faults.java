/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.aeron.exceptions.ClientTimeoutException;
import io.aeron.exceptions.ConductorServiceTimeoutException;
import io.aeron.exceptions.DriverTimeoutException;
import io.aeron.exceptions.StorageSpaceException;
import io.taffrail.replication.transport.TransportException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.agrona.ErrorHandler;

/**
 * What went wrong: the first fault that ends the transport is kept, anything else is counted and passed on.
 *
 * <p>Threading: any thread.
 */
final class Faults implements ErrorHandler {
    private final int node;
    private final Consumer<Throwable> errors;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong withoutSpace = new AtomicLong();
    private final AtomicReference<TransportException> failure = new AtomicReference<>();

    Faults(final int node, final Consumer<Throwable> errors) {
        this.node = node;
        this.errors = errors;
    }

    @Override
    public void onError(final Throwable error) {
        if (error instanceof ConductorServiceTimeoutException || error instanceof ClientTimeoutException) {
            fail("this process stood still for longer than the client liveness timeout of its media driver", error);
        } else if (error instanceof DriverTimeoutException) {
            fail("the media driver has stopped or does not answer", error);
        } else if (error instanceof StorageSpaceException) {
            count.incrementAndGet();
            passOn(new TransportException(
                    "node=" + node + " has no space for a stream of its mesh and is cut off from another node: "
                            + error.getMessage() + ": make room, then it goes on by itself",
                    error));
            withoutSpace.incrementAndGet();
        } else {
            count.incrementAndGet();
            passOn(error);
        }
    }

    void fail(final String what, final Throwable cause) {
        final String details = cause == null ? "" : " (" + cause.getMessage() + ")";
        failure.compareAndSet(
                null,
                new TransportException(
                        "transport of node=" + node + " has failed: " + what + details
                                + ": nothing can be sent or received any more; restart the node",
                        cause));
    }

    /** On the driver's thread, which would end if this threw. */
    private void passOn(final Throwable error) {
        try {
            errors.accept(error);
        } catch (final RuntimeException ex) {
            count.incrementAndGet();
        }
    }

    TransportException failure() {
        return failure.get();
    }

    /** How often the driver had no space for a stream. */
    long withoutSpace() {
        return withoutSpace.get();
    }

    long count() {
        return count.get();
    }
}
