/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.storage.NativeBuffer;

/**
 * SipHash-2-4 with an output of 128 bits, under a key that nobody outside knows: two keys of a log do not get the same hash,
 * also where somebody tries to find such. See J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF", and their
 * reference code for the longer output.
 *
 * <p>Threading: one thread.
 */
final class KeyHash {
    private static final int ROUNDS = 2;
    private static final int FINAL_ROUNDS = 4;

    private final long key0;
    private final long key1;
    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private long low;
    private long high;

    KeyHash(final long key0, final long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** Hash bytes; {@link #low()} and {@link #high()} then are the hash. */
    void of(final NativeBuffer buffer, final int index, final int length) {
        v0 = key0 ^ 0x736F_6D65_7073_6575L;
        v1 = key1 ^ 0x646F_7261_6E64_6F6DL ^ 0xEE;
        v2 = key0 ^ 0x6C79_6765_6E65_7261L;
        v3 = key1 ^ 0x7465_6462_7974_6573L;
        final int end = index + length;
        int at = index;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            word(buffer.getLongUnchecked(at));
        }
        long last = (long) length << 56;
        for (int shift = 0; at < end; at++, shift += Byte.SIZE) {
            last |= (buffer.getByte(at) & 0xFFL) << shift;
        }
        word(last);
        v2 ^= 0xEE;
        rounds(FINAL_ROUNDS);
        low = v0 ^ v1 ^ v2 ^ v3;
        v1 ^= 0xDD;
        rounds(FINAL_ROUNDS);
        high = v0 ^ v1 ^ v2 ^ v3;
    }

    long low() {
        return low;
    }

    long high() {
        return high;
    }

    private void word(final long word) {
        v3 ^= word;
        rounds(ROUNDS);
        v0 ^= word;
    }

    private void rounds(final int number) {
        long a = v0;
        long b = v1;
        long c = v2;
        long d = v3;
        for (int i = 0; i < number; i++) {
            a += b;
            b = Long.rotateLeft(b, 13) ^ a;
            a = Long.rotateLeft(a, 32);
            c += d;
            d = Long.rotateLeft(d, 16) ^ c;
            a += d;
            d = Long.rotateLeft(d, 21) ^ a;
            c += b;
            b = Long.rotateLeft(b, 17) ^ c;
            c = Long.rotateLeft(c, 32);
        }
        v0 = a;
        v1 = b;
        v2 = c;
        v3 = d;
    }
}
