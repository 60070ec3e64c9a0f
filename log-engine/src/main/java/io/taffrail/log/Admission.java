/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/**
 * What becomes of a claim that the present tail refused: try again at once, wait a little, or an answer to the caller.
 *
 * <p>Threading: any publisher.
 */
final class Admission {
    /** Try the claim again. */
    static final long RETRY = 0;

    private final PartitionLog log;
    private final RoadWaiter waiter;

    Admission(final PartitionLog log, final RoadWaiter waiter) {
        this.log = log;
        this.waiter = waiter;
    }

    /**
     * Decide.
     *
     * @param tail    that refused.
     * @param attempt how often this claim was refused before, from 0.
     * @param sinceNs monotonic time of the first refusal.
     * @return {@link #RETRY}, or a negative {@link PublishResult}.
     */
    long onRefused(final ActiveTail tail, final long attempt, final long sinceNs) {
        if (log.current() != tail) {
            return RETRY;
        }
        return switch (tail.state) {
            case IDLE -> {
                if (log.isFollowing()) {
                    yield PublishResult.NOT_LEADER;
                }
                log.requestActivation();
                yield log.isStorageFull() ? PublishResult.STORAGE_FULL : await(attempt, sinceNs);
            }
            case OPEN -> log.isFollowing() ? PublishResult.NOT_LEADER : onFull(tail, attempt, sinceNs);
            case FENCED -> PublishResult.NOT_LEADER;
            case FAILED -> PublishResult.FAILED;
            case CLOSED -> PublishResult.CLOSED;
        };
    }

    /** Why nobody may append now, whatever there is to append; 0 where somebody may. */
    long refusal() {
        return switch (log.current().state) {
            case IDLE, OPEN -> log.isFollowing() ? PublishResult.NOT_LEADER : 0;
            case FENCED -> PublishResult.NOT_LEADER;
            case FAILED -> PublishResult.FAILED;
            case CLOSED -> PublishResult.CLOSED;
        };
    }

    private long onFull(final ActiveTail tail, final long attempt, final long sinceNs) {
        if (tail.isHeldBack()) {
            final long refusal = log.replication().refusal();
            if (refusal < 0) {
                return refusal;
            }
        } else if (tail.isSealed()) {
            if (log.roller().tryRoll(tail)) {
                return RETRY;
            }
            if (log.isStorageFull()) {
                return PublishResult.STORAGE_FULL;
            }
        }
        return await(attempt, sinceNs);
    }

    private long await(final long attempt, final long sinceNs) {
        return waiter.await(attempt, sinceNs) ? RETRY : PublishResult.BACK_PRESSURED;
    }
}
