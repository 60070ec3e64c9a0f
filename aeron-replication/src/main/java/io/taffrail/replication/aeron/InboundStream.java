/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.aeron.Aeron;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.exceptions.RegistrationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The subscription of one channel from one other node. An embedded driver that had no space for an image does not try
 * again for that session: the stream is opened anew until there is an image.
 *
 * <p>Threading: the polling thread's own.
 */
final class InboundStream {
    private static final long NONE = Aeron.NULL_VALUE;
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

    private final Aeron aeron;
    private final Faults faults;
    private final String uri;
    private final int streamId;
    private long registrationId = NONE;
    private long withoutSpace;
    private long triedAtNs = System.nanoTime();
    /** Null while it is opened anew. */
    private Subscription subscription;

    InboundStream(final Aeron aeron, final Faults faults, final String uri, final int streamId) {
        this.aeron = aeron;
        this.faults = faults;
        this.uri = uri;
        this.streamId = streamId;
        this.subscription = aeron.addSubscription(uri, streamId);
    }

    void forEachImage(final Consumer<Image> handler) {
        if (subscription == null || withoutSpace != faults.withoutSpace()) {
            openAnew();
        }
        if (subscription != null) {
            subscription.forEachImage(handler);
        }
    }

    /** One step; nothing waits for the driver. */
    private void openAnew() {
        if (subscription != null) {
            final long nowNs = System.nanoTime();
            if (!subscription.hasNoImages() || nowNs - triedAtNs < RETRY_NS) {
                return;
            }
            triedAtNs = nowNs;
            withoutSpace = faults.withoutSpace();
            subscription.close();
            subscription = null;
        }
        try {
            if (registrationId == NONE) {
                registrationId = aeron.asyncAddSubscription(uri, streamId);
            }
            subscription = aeron.getSubscription(registrationId);
            if (subscription != null) {
                registrationId = NONE;
            }
        } catch (final RegistrationException ex) {
            registrationId = NONE;
            faults.onError(ex);
        }
    }
}
