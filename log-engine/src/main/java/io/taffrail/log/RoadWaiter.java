/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/** How a publisher waits for the road ahead, or for a force. */
@FunctionalInterface
public interface RoadWaiter {
    /** The attempt at which a waiter has long stopped spinning, for those that wait as long as it takes. */
    long PATIENT = 10_000;

    /**
     * Wait a little.
     *
     * @param attempt how often this was called for the same publish before, from 0.
     * @param sinceNs monotonic time at which the publish was first refused.
     * @return true to look again, false to give up: the publish answers back-pressured.
     */
    boolean await(long attempt, long sinceNs);
}
