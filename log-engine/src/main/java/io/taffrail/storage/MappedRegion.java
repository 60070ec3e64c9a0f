/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.storage;

import java.nio.ByteBuffer;
import org.agrona.BufferUtil;

/**
 * A mapped range of a file.
 *
 * <p>Threading: any thread may use the buffer; the owner must know that nobody does any more when it unmaps.
 */
public final class MappedRegion {
    private final NativeBuffer buffer;
    private final ByteBuffer bytes;
    private final Runnable unmap;

    /**
     * A region over a direct buffer.
     *
     * @param bytes the direct buffer that holds the range.
     */
    public MappedRegion(final ByteBuffer bytes) {
        this(bytes, new NativeBuffer(bytes), () -> BufferUtil.free(bytes));
    }

    /**
     * A region whose stores go through a given view.
     *
     * @param bytes  the direct buffer that holds the range.
     * @param buffer view of the same bytes.
     * @param unmap  what to do at the end.
     */
    public MappedRegion(final ByteBuffer bytes, final NativeBuffer buffer, final Runnable unmap) {
        this.bytes = bytes;
        this.buffer = buffer;
        this.unmap = unmap;
    }

    /**
     * View for loads and stores.
     *
     * @return the one view of this region.
     */
    public NativeBuffer buffer() {
        return buffer;
    }

    /**
     * A byte buffer over the region with a position and limit of its own, in little endian order.
     *
     * @return a new buffer for the use of one thread.
     */
    public ByteBuffer duplicate() {
        return bytes.duplicate().order(java.nio.ByteOrder.LITTLE_ENDIAN);
    }

    /** Unmap. Any later use of the buffer or of a duplicate crashes the process: only when nobody can. */
    public void unmap() {
        unmap.run();
    }
}
