/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import static io.taffrail.replication.transport.Transport.BACK_PRESSURED;
import static io.taffrail.replication.transport.Transport.CLOSED;
import static io.taffrail.replication.transport.Transport.NOT_CONNECTED;

import io.aeron.Aeron;
import io.aeron.ChannelUriStringBuilder;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.exceptions.RegistrationException;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;

/**
 * One channel to one other node. A publication ends at 2^31 terms; shortly before, it is replaced by one whose session
 * tells the receiver that it is the next of the same process.
 *
 * <p>Threading: {@link #offer} by one thread; {@link #isConnected} by any, which reads what that one releases.
 */
final class Outbound {
    private static final long NONE = Aeron.NULL_VALUE;

    /** At the very end Aeron's receiver misses that the stream ended, and the next publication would wait for a timeout. */
    private static final long TERMS_LEFT = 2;

    private final Aeron aeron;
    private final ErrorHandler errors;
    private final ChannelUriStringBuilder uri;
    private final int streamId;

    private final long lastPosition;

    private int sessionId;
    private long registrationId = NONE;
    /** Null while it is being replaced. */
    private volatile ExclusivePublication publication;

    Outbound(
            final Aeron aeron,
            final ErrorHandler errors,
            final ChannelUriStringBuilder uri,
            final int streamId,
            final int firstSessionId) {
        this.aeron = aeron;
        this.errors = errors;
        this.uri = uri;
        this.streamId = streamId;
        this.sessionId = firstSessionId;
        this.publication =
                aeron.addExclusivePublication(uri.sessionId(sessionId).build(), streamId);
        this.lastPosition = publication.maxPossiblePosition() - TERMS_LEFT * publication.termBufferLength();
    }

    int maxFrameLength() {
        return publication.maxPayloadLength();
    }

    boolean isConnected() {
        final ExclusivePublication current = publication;
        return current != null && current.isConnected();
    }

    long offer(final DirectBuffer head, final int headLength, final DirectBuffer body) {
        final ExclusivePublication current = publication;
        if (current == null) {
            return replace();
        }
        final long result = current.offer(head, 0, headLength, body, 0, body.capacity(), null);
        if (result < 0) {
            return refused(current, result);
        }
        if (result > lastPosition) {
            retire(current);
        }
        return result;
    }

    private void retire(final ExclusivePublication current) {
        publication = null;
        sessionId = Sessions.next(sessionId);
        current.close();
    }

    private long refused(final ExclusivePublication current, final long result) {
        if (result == Publication.BACK_PRESSURED || result == Publication.ADMIN_ACTION) {
            return BACK_PRESSURED;
        }
        if (result == Publication.NOT_CONNECTED) {
            return NOT_CONNECTED;
        }
        if (result == Publication.MAX_POSITION_EXCEEDED) {
            retire(current);
            return BACK_PRESSURED;
        }
        return CLOSED;
    }

    /** One step of replacing the publication; nothing waits for the driver. */
    private long replace() {
        if (aeron.isClosed()) {
            return CLOSED;
        }
        try {
            if (registrationId == NONE) {
                registrationId = aeron.asyncAddExclusivePublication(
                        uri.sessionId(sessionId).build(), streamId);
            }
            publication = aeron.getExclusivePublication(registrationId);
            if (publication != null) {
                registrationId = NONE;
            }
        } catch (final RegistrationException ex) {
            registrationId = NONE;
            errors.onError(ex);
        }
        return BACK_PRESSURED;
    }
}
