/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.chronicle;

import io.taffrail.bench.targets.Receiver;
import io.taffrail.bench.targets.ValueHandler;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;

/** Hands values over where they lie in the mapped file. From the start of the queue, which was empty when opened. */
final class Tailing implements Receiver {
    private static final int MOST = 256;

    private final ExcerptTailer tailer;
    private final UnsafeBuffer document = new UnsafeBuffer(0, 0);

    Tailing(final ExcerptTailer tailer) {
        this.tailer = tailer;
    }

    @Override
    public int poll(final ValueHandler handler) {
        int count = 0;
        while (count < MOST && next(handler)) {
            count++;
        }
        return count;
    }

    private boolean next(final ValueHandler handler) {
        try (DocumentContext context = tailer.readingDocument()) {
            if (!context.isPresent()) {
                return false;
            }
            final Bytes<?> bytes = context.wire().bytes();
            final long position = bytes.readPosition();
            final int length = (int) bytes.readRemaining();
            // Reading the last byte moves on to a mapping that holds it; the address of the first is then in one that
            // holds both.
            bytes.readByte(position + length - 1);
            document.wrap(bytes.addressForRead(position), length);
            handler.onValue(document, 0, length);
        }
        return true;
    }

    @Override
    public void close() {
        tailer.close();
    }
}
