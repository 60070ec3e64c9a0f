/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.util.Map;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** The baseline: a length-prefixed copy into a touched mapping and a release store; no header, no checksum. */
public final class BareMapping implements Target {
    private final MappedByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private int tail;

    BareMapping(final TargetPlan plan) throws IOException {
        final long room = 8 + plan.expectedValues() * BitUtil.align(plan.valueBytes() + Integer.BYTES, 8);
        bytes = TouchedFile.map(plan.directory().resolve("bare"), room);
        buffer = new UnsafeBuffer(bytes);
    }

    @Override
    public Sender sender(final int index) {
        return (value, length) -> {
            buffer.putBytes(tail + Integer.BYTES, value, 0, length);
            buffer.putIntRelease(tail, length);
            tail += BitUtil.align(length + Integer.BYTES, 8);
            return true;
        };
    }

    @Override
    public Receiver receiver(final int index) {
        return new Reading();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("checksum", "none");
    }

    @Override
    public void close() {
        BufferUtil.free(bytes);
    }

    private final class Reading implements Receiver {
        private int head;

        @Override
        public int poll(final ValueHandler handler) {
            final int length = buffer.getIntVolatile(head);
            if (length <= 0) {
                return 0;
            }
            handler.onValue(buffer, head + Integer.BYTES, length);
            head += BitUtil.align(length + Integer.BYTES, 8);
            return 1;
        }
    }
}
