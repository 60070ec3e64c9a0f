/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.delivery;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.Publisher;
import io.taffrail.log.PublishResult;

/** The work of a request: here, to publish that it was done. Crashes where it is told to. */
final class Work {
    /** No crash. */
    static final int NEVER = Integer.MAX_VALUE;

    private final int crashPoint;
    private final Runnable crash;

    /**
     * Work that comes to an end.
     *
     * @param crashPoint number of the request before whose work, or that of a later one, it ends.
     * @param crash      ends it; does not return.
     */
    Work(final int crashPoint, final Runnable crash) {
        this.crashPoint = crashPoint;
        this.crash = crash;
    }

    /** Do the work of a request. */
    void perform(final String request, final Publisher results) {
        if (Integer.parseInt(request) >= crashPoint) {
            crash.run();
        }
        final long result = results.publish(request, "done");
        if (result < 0) {
            throw new EngineException(
                    "cannot publish: topic=" + results.topic() + ": " + PublishResult.describe(result));
        }
    }
}
