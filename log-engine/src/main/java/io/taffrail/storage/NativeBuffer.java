/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.storage;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A view of memory outside the Java heap with loads and stores for callers that have checked the range once for many of
 * them. The compiler knows that these touch no object: it keeps fields in registers across them, and a batch's header
 * becomes eight stores. Through the methods of the parent, which may also reach into arrays, each store costs a check and
 * a reload of everything (<a href="https://github.com/openjdk/jdk/blob/jdk-17-ga/src/hotspot/share/opto/library_call.cpp">
 * barriers around mixed accesses</a>).
 *
 * <p>An index outside the buffer is an error of the engine: assertions find it, nothing else does.
 *
 * <p>Threading: as of its parent.
 */
public class NativeBuffer extends UnsafeBuffer {
    private final long address;

    /**
     * A view of a direct buffer, from its index 0 to its capacity.
     *
     * @param bytes the direct buffer.
     */
    public NativeBuffer(final ByteBuffer bytes) {
        this(bytes, bytes.capacity());
    }

    /**
     * A view of the first bytes of a direct buffer.
     *
     * @param bytes  the direct buffer.
     * @param length of the view in bytes.
     * @throws IllegalArgumentException if the buffer is not direct.
     */
    public NativeBuffer(final ByteBuffer bytes, final int length) {
        super(bytes, 0, length);
        if (!bytes.isDirect()) {
            throw new IllegalArgumentException("bytes must be a direct buffer");
        }
        address = addressOffset();
    }

    /**
     * Load a long without a check of the range.
     *
     * @param index of its first byte.
     * @return the value, in native byte order.
     */
    public final long getLongUnchecked(final long index) {
        assert isInside(index, Long.BYTES);
        return UnsafeApi.getLong(address + index);
    }

    /**
     * Load an int without a check of the range.
     *
     * @param index of its first byte.
     * @return the value, in native byte order.
     */
    public final int getIntUnchecked(final long index) {
        assert isInside(index, Integer.BYTES);
        return UnsafeApi.getInt(address + index);
    }

    /**
     * Load an int with volatile semantics without a check of the range.
     *
     * @param index of its first byte, a multiple of 4.
     * @return the value, in native byte order.
     */
    public final int getIntVolatileUnchecked(final long index) {
        assert isInside(index, Integer.BYTES);
        return UnsafeApi.getIntVolatile(null, address + index);
    }

    /**
     * Store a long without a check of the range.
     *
     * @param index of its first byte.
     * @param value in native byte order.
     */
    public void putLongUnchecked(final long index, final long value) {
        assert isInside(index, Long.BYTES);
        UnsafeApi.putLong(address + index, value);
    }

    /**
     * Store an int without a check of the range.
     *
     * @param index of its first byte.
     * @param value in native byte order.
     */
    public void putIntUnchecked(final long index, final int value) {
        assert isInside(index, Integer.BYTES);
        UnsafeApi.putInt(address + index, value);
    }

    /**
     * Store an int with release semantics without a check of the range.
     *
     * @param index of its first byte, a multiple of 4.
     * @param value in native byte order.
     */
    public void putIntReleaseUnchecked(final long index, final int value) {
        assert isInside(index, Integer.BYTES);
        UnsafeApi.putIntRelease(null, address + index, value);
    }

    /**
     * Compare and set an int without a check of the range.
     *
     * @param index    of its first byte, a multiple of 4.
     * @param expected value.
     * @param update   value.
     * @return whether the expected value was there and was replaced.
     */
    public boolean compareAndSetIntUnchecked(final long index, final int expected, final int update) {
        assert isInside(index, Integer.BYTES);
        return UnsafeApi.compareAndSetInt(null, address + index, expected, update);
    }

    /**
     * Copy bytes into this buffer without a check of the range here.
     *
     * @param index       of the first byte here.
     * @param source      to copy from.
     * @param sourceIndex of the first byte there.
     * @param length      in bytes.
     * @throws IndexOutOfBoundsException if the source does not have them.
     */
    public void putBytesUnchecked(
            final long index, final DirectBuffer source, final int sourceIndex, final int length) {
        assert isInside(index, length);
        source.boundsCheck(sourceIndex, length);
        UnsafeApi.copyMemory(source.byteArray(), source.addressOffset() + sourceIndex, null, address + index, length);
    }

    private boolean isInside(final long index, final int length) {
        return index >= 0 && length >= 0 && index <= capacity() - length;
    }
}
