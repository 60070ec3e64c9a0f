/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import io.taffrail.storage.NativeBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * A view of a mapped file that tells of every store made through it. {@code RecordingBufferTest} holds it to all methods
 * of its parent that store.
 */
final class RecordingBuffer extends NativeBuffer {
    private final Recorder recorder;

    /** Told of stores after they were made. */
    @FunctionalInterface
    interface Recorder {
        void onStore(int index, int length);
    }

    RecordingBuffer(final ByteBuffer bytes, final int length, final Recorder recorder) {
        super(bytes, length);
        this.recorder = recorder;
    }

    private void stored(final int index, final int length) {
        recorder.onStore(index, length);
    }

    @Override
    public void setMemory(final int index, final int length, final byte value) {
        super.setMemory(index, length, value);
        stored(index, length);
    }

    @Override
    public void putLong(final int index, final long value, final ByteOrder order) {
        super.putLong(index, value, order);
        stored(index, 8);
    }

    @Override
    public void putLong(final int index, final long value) {
        super.putLong(index, value);
        stored(index, 8);
    }

    @Override
    public void putInt(final int index, final int value, final ByteOrder order) {
        super.putInt(index, value, order);
        stored(index, 4);
    }

    @Override
    public void putInt(final int index, final int value) {
        super.putInt(index, value);
        stored(index, 4);
    }

    @Override
    public void putShort(final int index, final short value, final ByteOrder order) {
        super.putShort(index, value, order);
        stored(index, 2);
    }

    @Override
    public void putShort(final int index, final short value) {
        super.putShort(index, value);
        stored(index, 2);
    }

    @Override
    public void putChar(final int index, final char value, final ByteOrder order) {
        super.putChar(index, value, order);
        stored(index, 2);
    }

    @Override
    public void putChar(final int index, final char value) {
        super.putChar(index, value);
        stored(index, 2);
    }

    @Override
    public void putDouble(final int index, final double value, final ByteOrder order) {
        super.putDouble(index, value, order);
        stored(index, 8);
    }

    @Override
    public void putDouble(final int index, final double value) {
        super.putDouble(index, value);
        stored(index, 8);
    }

    @Override
    public void putFloat(final int index, final float value, final ByteOrder order) {
        super.putFloat(index, value, order);
        stored(index, 4);
    }

    @Override
    public void putFloat(final int index, final float value) {
        super.putFloat(index, value);
        stored(index, 4);
    }

    @Override
    public void putLongVolatile(final int index, final long value) {
        super.putLongVolatile(index, value);
        stored(index, 8);
    }

    @Override
    public void putLongOrdered(final int index, final long value) {
        super.putLongOrdered(index, value);
        stored(index, 8);
    }

    @Override
    public void putLongRelease(final int index, final long value) {
        super.putLongRelease(index, value);
        stored(index, 8);
    }

    @Override
    public void putLongOpaque(final int index, final long value) {
        super.putLongOpaque(index, value);
        stored(index, 8);
    }

    @Override
    public long addLongOrdered(final int index, final long increment) {
        final long before = super.addLongOrdered(index, increment);
        stored(index, 8);
        return before;
    }

    @Override
    public long addLongRelease(final int index, final long increment) {
        final long before = super.addLongRelease(index, increment);
        stored(index, 8);
        return before;
    }

    @Override
    public long addLongOpaque(final int index, final long increment) {
        final long before = super.addLongOpaque(index, increment);
        stored(index, 8);
        return before;
    }

    @Override
    public boolean compareAndSetLong(final int index, final long expected, final long update) {
        final boolean isSet = super.compareAndSetLong(index, expected, update);
        if (isSet) {
            stored(index, 8);
        }
        return isSet;
    }

    @Override
    public long compareAndExchangeLong(final int index, final long expected, final long update) {
        final long before = super.compareAndExchangeLong(index, expected, update);
        stored(index, 8);
        return before;
    }

    @Override
    public long getAndSetLong(final int index, final long value) {
        final long before = super.getAndSetLong(index, value);
        stored(index, 8);
        return before;
    }

    @Override
    public long getAndAddLong(final int index, final long delta) {
        final long before = super.getAndAddLong(index, delta);
        if (delta != 0) {
            stored(index, 8);
        }
        return before;
    }

    @Override
    public void putIntVolatile(final int index, final int value) {
        super.putIntVolatile(index, value);
        stored(index, 4);
    }

    @Override
    public void putIntOrdered(final int index, final int value) {
        super.putIntOrdered(index, value);
        stored(index, 4);
    }

    @Override
    public void putIntRelease(final int index, final int value) {
        super.putIntRelease(index, value);
        stored(index, 4);
    }

    @Override
    public void putIntOpaque(final int index, final int value) {
        super.putIntOpaque(index, value);
        stored(index, 4);
    }

    @Override
    public int addIntOrdered(final int index, final int increment) {
        final int before = super.addIntOrdered(index, increment);
        stored(index, 4);
        return before;
    }

    @Override
    public int addIntRelease(final int index, final int increment) {
        final int before = super.addIntRelease(index, increment);
        stored(index, 4);
        return before;
    }

    @Override
    public int addIntOpaque(final int index, final int increment) {
        final int before = super.addIntOpaque(index, increment);
        stored(index, 4);
        return before;
    }

    @Override
    public boolean compareAndSetInt(final int index, final int expected, final int update) {
        final boolean isSet = super.compareAndSetInt(index, expected, update);
        if (isSet) {
            stored(index, 4);
        }
        return isSet;
    }

    @Override
    public int compareAndExchangeInt(final int index, final int expected, final int update) {
        final int before = super.compareAndExchangeInt(index, expected, update);
        stored(index, 4);
        return before;
    }

    @Override
    public int getAndSetInt(final int index, final int value) {
        final int before = super.getAndSetInt(index, value);
        stored(index, 4);
        return before;
    }

    @Override
    public int getAndAddInt(final int index, final int delta) {
        final int before = super.getAndAddInt(index, delta);
        if (delta != 0) {
            stored(index, 4);
        }
        return before;
    }

    @Override
    public void putShortVolatile(final int index, final short value) {
        super.putShortVolatile(index, value);
        stored(index, 2);
    }

    @Override
    public void putCharVolatile(final int index, final char value) {
        super.putCharVolatile(index, value);
        stored(index, 2);
    }

    @Override
    public void putByteVolatile(final int index, final byte value) {
        super.putByteVolatile(index, value);
        stored(index, 1);
    }

    @Override
    public void putByte(final int index, final byte value) {
        super.putByte(index, value);
        stored(index, 1);
    }

    @Override
    public void putBytes(final int index, final byte[] source) {
        super.putBytes(index, source);
        stored(index, source.length);
    }

    @Override
    public void putBytes(final int index, final byte[] source, final int offset, final int length) {
        super.putBytes(index, source, offset, length);
        stored(index, length);
    }

    @Override
    public void putBytes(final int index, final ByteBuffer source, final int length) {
        super.putBytes(index, source, length);
        stored(index, length);
    }

    @Override
    public void putBytes(final int index, final ByteBuffer source, final int sourceIndex, final int length) {
        super.putBytes(index, source, sourceIndex, length);
        stored(index, length);
    }

    @Override
    public void putBytes(final int index, final DirectBuffer source, final int sourceIndex, final int length) {
        super.putBytes(index, source, sourceIndex, length);
        stored(index, length);
    }

    @Override
    public void putLongUnchecked(final long index, final long value) {
        super.putLongUnchecked(index, value);
        stored((int) index, 8);
    }

    @Override
    public void putIntUnchecked(final long index, final int value) {
        super.putIntUnchecked(index, value);
        stored((int) index, 4);
    }

    @Override
    public void putIntReleaseUnchecked(final long index, final int value) {
        super.putIntReleaseUnchecked(index, value);
        stored((int) index, 4);
    }

    @Override
    public boolean compareAndSetIntUnchecked(final long index, final int expected, final int update) {
        final boolean isSet = super.compareAndSetIntUnchecked(index, expected, update);
        if (isSet) {
            stored((int) index, 4);
        }
        return isSet;
    }

    @Override
    public void putBytesUnchecked(
            final long index, final DirectBuffer source, final int sourceIndex, final int length) {
        super.putBytesUnchecked(index, source, sourceIndex, length);
        stored((int) index, length);
    }
}
