/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

import io.taffrail.engine.Claim;
import io.taffrail.engine.Publisher;
import io.taffrail.log.BatchDraft;
import io.taffrail.log.PublishResult;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.DirectBuffer;

/** The ways of publishing to the engine. */
enum SendingForm {
    COPIED {
        @Override
        Sender sender(final Publisher publisher) {
            return new Sender() {
                @Override
                public boolean send(final DirectBuffer value, final int length) {
                    return isPublished(publisher.publish(value, 0, length));
                }

                @Override
                public void close() {
                    publisher.close();
                }
            };
        }
    },
    CLAIMED {
        @Override
        Sender sender(final Publisher publisher) {
            final Claim claim = new Claim();
            return new Sender() {
                @Override
                public boolean send(final DirectBuffer value, final int length) {
                    if (!isPublished(publisher.tryClaim(length, claim))) {
                        return false;
                    }
                    claim.buffer().putBytes(0, value, 0, length);
                    claim.commit();
                    return true;
                }

                @Override
                public void close() {
                    publisher.close();
                }
            };
        }
    },
    IN_BATCHES_OF_16 {
        @Override
        Sender sender(final Publisher publisher) {
            return new Batching(publisher);
        }
    },
    BEHIND_A_LOCK {
        @Override
        Sender sender(final Publisher publisher) {
            return (value, length) -> {
                LOCK.lock();
                try {
                    return isPublished(publisher.publish(value, 0, length));
                } finally {
                    LOCK.unlock();
                }
            };
        }
    };

    private static final int BATCH = 16;
    private static final ReentrantLock LOCK = new ReentrantLock();

    abstract Sender sender(Publisher publisher);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What is refused for good is an error. */
    static void requireRetriable(final long result) {
        if (!PublishResult.isRetriable(result)) {
            throw new IllegalStateException(PublishResult.describe(result));
        }
    }

    private static boolean isPublished(final long result) {
        if (result < 0) {
            requireRetriable(result);
        }
        return result >= 0;
    }

    private static final class Batching implements Sender {
        private final Publisher publisher;
        private final BatchDraft batch = new BatchDraft();

        Batching(final Publisher publisher) {
            this.publisher = publisher;
        }

        @Override
        public boolean send(final DirectBuffer value, final int length) {
            batch.add(value, 0, length);
            if (batch.count() == BATCH) {
                flush();
            }
            return true;
        }

        @Override
        public void flush() {
            if (batch.count() > 0) {
                while (!isPublished(publisher.publish(batch))) {
                    Thread.onSpinWait();
                }
                batch.clear();
            }
        }

        @Override
        public void close() {
            publisher.close();
        }
    }
}
