/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.producer;

import io.taffrail.engine.LogEngine;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks a coordinator and waits for the answer, and asks again while another transaction has to end first, or the coordinator
 * cannot say. All that is asked may be asked twice.
 *
 * <p>Threading: the producer's thread.
 */
final class Answered {
    private static final long PARK_NS = TimeUnit.MICROSECONDS.toNanos(20);

    private final LogEngine engine;
    private final BooleanSupplier isOver;
    private final long maxBlockNs;
    private final String who;

    /**
     * Requests to a coordinator.
     *
     * @param isOver whether it answers nothing else any more.
     */
    Answered(final LogEngine engine, final BooleanSupplier isOver, final long maxBlockMs, final String who) {
        this.engine = engine;
        this.isOver = isOver;
        this.maxBlockNs = TimeUnit.MILLISECONDS.toNanos(maxBlockMs);
        this.who = who;
    }

    /**
     * Ask until the answer is final.
     *
     * @param ask     hands the request to its coordinator; the answer goes into the slot.
     * @param errorOf what is wrong with an answer.
     * @throws ErrorCodeException with the error of the answer.
     */
    <A> A ask(final Consumer<Slot<A>> ask, final Function<A, ErrorCode> errorOf) {
        final long sinceNs = System.nanoTime();
        for (; ; ) {
            final Slot<A> slot = new Slot<>();
            ask.accept(slot);
            final A answer = await(slot, sinceNs);
            final ErrorCode error = errorOf.apply(answer);
            if (error == ErrorCode.NONE) {
                return answer;
            }
            if (!isPassing(error) || isOver.getAsBoolean() || System.nanoTime() - sinceNs > maxBlockNs) {
                throw new ErrorCodeException(error, who);
            }
            pause();
        }
    }

    private static boolean isPassing(final ErrorCode error) {
        return error == ErrorCode.CONCURRENT_TRANSACTIONS
                || error == ErrorCode.COORDINATOR_LOAD_IN_PROGRESS
                || isUnknown(error);
    }

    /** Whether what was asked for may have been done, or be done yet. */
    static boolean isUnknown(final ErrorCode error) {
        return error == ErrorCode.NOT_COORDINATOR || error == ErrorCode.COORDINATOR_NOT_AVAILABLE;
    }

    private <A> A await(final Slot<A> slot, final long sinceNs) {
        while (slot.answer == null) {
            if (System.nanoTime() - sinceNs > maxBlockNs) {
                throw new ErrorCodeException(
                        ErrorCode.COORDINATOR_NOT_AVAILABLE,
                        "no answer after " + TimeUnit.NANOSECONDS.toMillis(maxBlockNs) + " ms: " + who);
            }
            pause();
        }
        return slot.answer;
    }

    private void pause() {
        engine.doWork(); // nothing where it has threads
        LockSupport.parkNanos(PARK_NS);
    }

    /** Where an answer is put. */
    static final class Slot<A> {
        private volatile A answer;

        void answer(final A given) {
            answer = given;
        }
    }
}
