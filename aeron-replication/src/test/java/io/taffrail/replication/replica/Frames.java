/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.replication.protocol.Cluster;
import io.taffrail.replication.protocol.Envelope;
import io.taffrail.replication.protocol.RecordsFrame;
import io.taffrail.replication.protocol.Sender;
import java.util.UUID;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Assertions;

/** A frame with records, as a leader writes it and a follower reads it. */
final class Frames {
    static final long GROUP = 1;
    static final int LEADER = 0;
    static final int FOLLOWER = 1;
    static final Cluster CLUSTER = new Cluster(new UUID(7, 4), "secret");

    final RecordsFrame frame = new RecordsFrame();
    UnsafeBuffer buffer;
    private final RecordsFrame.Writer writer =
            new RecordsFrame.Writer(new Envelope(CLUSTER, sender(LEADER, 1), FOLLOWER), GROUP);
    private int term = 1;
    private long highWatermark;

    static Sender sender(final int node, final long incarnation) {
        return new Sender(node, directoryOf(node), incarnation);
    }

    static UUID directoryOf(final int node) {
        return new UUID(1, node);
    }

    Frames term(final int leaderTerm) {
        term = leaderTerm;
        return this;
    }

    Frames highWatermark(final long offset) {
        highWatermark = offset;
        return this;
    }

    /** Whole batches. */
    Frames whole(final int previousTerm, final int previousCrc, final DirectBuffer body) {
        return whole(body.getLong(LogFormat.BASE_OFFSET_OFFSET), previousTerm, previousCrc, body);
    }

    Frames whole(final long baseOffset, final int previousTerm, final int previousCrc, final DirectBuffer body) {
        writer.from(term, highWatermark, previousTerm, previousCrc).what(baseOffset, 0, 0);
        return made(body);
    }

    /** A slice of a batch. */
    Frames slice(
            final int previousTerm, final int previousCrc, final UnsafeBuffer batch, final int from, final int length) {
        writer.from(term, highWatermark, previousTerm, previousCrc)
                .what(batch.getLong(LogFormat.BASE_OFFSET_OFFSET), batch.capacity(), from);
        return made(new UnsafeBuffer(batch, from, length));
    }

    private Frames made(final DirectBuffer body) {
        buffer = new UnsafeBuffer(new byte[RecordsFrame.Writer.LENGTH + body.capacity()]);
        buffer.putBytes(0, writer.buffer(), 0, RecordsFrame.Writer.LENGTH);
        buffer.putBytes(RecordsFrame.Writer.LENGTH, body, 0, body.capacity());
        Assertions.assertTrue(frame.tryRead(buffer, Envelope.LENGTH, buffer.capacity() - Envelope.LENGTH), "sound");
        return this;
    }
}
