/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.chronicle;

import io.taffrail.bench.targets.Sender;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Copies a value into the mapped file, between opening and closing its document. */
final class Appending implements Sender {
    private final ExcerptAppender appender;
    private final UnsafeBuffer document = new UnsafeBuffer(0, 0);

    Appending(final ExcerptAppender appender) {
        this.appender = appender;
    }

    @Override
    public boolean send(final DirectBuffer value, final int length) {
        try (DocumentContext context = appender.writingDocument()) {
            final Bytes<?> bytes = context.wire().bytes();
            final long position = bytes.writePosition();
            // Without this the address may lie in a mapping that ends before the value does.
            bytes.ensureCapacity(position + length);
            document.wrap(bytes.addressForWrite(position), length);
            value.getBytes(0, document, 0, length);
            bytes.writePosition(position + length);
        }
        return true;
    }

    @Override
    public void close() {
        appender.close();
    }
}
