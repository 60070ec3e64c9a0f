/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a stream of bytes at line feeds and changes none of them. The last line needs no line feed.
 *
 * <p>Threading: one thread.
 */
final class LineReader {
    private static final int INITIAL_CAPACITY = 1 << 16;

    private final InputStream in;
    private final int maxLength;
    private byte[] bytes = new byte[INITIAL_CAPACITY];
    private int start;
    private int length;
    private int next;
    private int end;
    private long number;
    private boolean isEnd;

    /**
     * A reader.
     *
     * @param in        to read.
     * @param maxLength of a line in bytes: a longer one is not read to its end.
     */
    LineReader(final InputStream in, final int maxLength) {
        this.in = in;
        this.maxLength = maxLength;
    }

    /** Come to the next line; false at the end. */
    boolean next() throws IOException {
        start = next;
        int searched = start;
        for (; ; ) {
            for (int i = searched; i < end; i++) {
                if (bytes[i] == '\n') {
                    return found(i, i + 1);
                }
            }
            if (end - start > maxLength) {
                return found(end, end);
            }
            searched = end - start;
            if (!fill()) {
                return end > start && found(end, end);
            }
            searched += start;
        }
    }

    /** Whether asking for the next line cannot wait. */
    boolean isReady() throws IOException {
        for (int i = next; i < end; i++) {
            if (bytes[i] == '\n') {
                return true;
            }
        }
        return isEnd || in.available() > 0;
    }

    /** Number of the line, from 1. */
    long number() {
        return number;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    private boolean found(final int lineEnd, final int nextLine) {
        length = lineEnd - start;
        next = nextLine;
        number++;
        return true;
    }

    /** Read more behind what is there; the line moves to the front. */
    private boolean fill() throws IOException {
        if (isEnd) {
            return false;
        }
        if (start > 0) {
            System.arraycopy(bytes, start, bytes, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        final int read = in.read(bytes, end, bytes.length - end);
        isEnd = read < 0;
        end += Math.max(0, read);
        return !isEnd;
    }
}
