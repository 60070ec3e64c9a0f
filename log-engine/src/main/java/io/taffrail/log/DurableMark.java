/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.codecs.log.DurableMarkDecoder;
import io.taffrail.codecs.log.DurableMarkEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * How much of a segment an earlier force made durable, kept in its header.
 *
 * <p>A mark is stored before the force that follows the one it speaks of, so it can never be on the disk while what it
 * vouches for is not, whatever order the pages are written in.
 */
final class DurableMark {
    long offset;
    long position;

    /** Store a mark into the older slot of a segment's header. */
    static void write(final MutableDirectBuffer buffer, final long generation, final long offset, final long position) {
        final int newest = newest(buffer);
        final int slot =
                newest == LogFormat.DURABLE_MARK_SLOT_0 ? LogFormat.DURABLE_MARK_SLOT_1 : LogFormat.DURABLE_MARK_SLOT_0;
        final long sequence =
                newest < 0 ? 1 : new DurableMarkDecoder().wrap(buffer, newest).sequence() + 1;
        new DurableMarkEncoder()
                .wrap(buffer, slot)
                .sequence(sequence)
                .durableOffset(offset)
                .position(position)
                .generation(generation)
                .reserved(0);
        Slots.seal(buffer, slot, DurableMarkEncoder.ENCODED_LENGTH);
    }

    /** Read the newest sound mark of a segment's header; null when there is none. */
    static DurableMark read(final DirectBuffer buffer, final long generation) {
        final int slot = newest(buffer);
        if (slot < 0) {
            return null;
        }
        final DurableMarkDecoder decoder = new DurableMarkDecoder().wrap(buffer, slot);
        if (decoder.generation() != generation) {
            return null;
        }
        final DurableMark mark = new DurableMark();
        mark.offset = decoder.durableOffset();
        mark.position = decoder.position();
        return mark;
    }

    /** Whether a mark says that some batch of the segment was durable; one at its very start is written before any force. */
    static boolean vouches(final DirectBuffer buffer, final long generation) {
        final DurableMark mark = read(buffer, generation);
        return mark != null && mark.position > LogFormat.SEGMENT_HEADER_LENGTH;
    }

    private static int newest(final DirectBuffer buffer) {
        return Slots.newest(
                buffer,
                LogFormat.DURABLE_MARK_SLOT_0,
                LogFormat.DURABLE_MARK_SLOT_1,
                DurableMarkEncoder.ENCODED_LENGTH);
    }
}
