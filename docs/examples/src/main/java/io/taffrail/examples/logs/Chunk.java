/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.logs;

/**
 * Whole lines of a file, as they were read. Valid until the reader reads again.
 *
 * @param id       of the file.
 * @param position of the first byte in the file.
 * @param bytes    which begin with the first line.
 * @param length   of all lines together, each with its line end.
 */
record Chunk(String id, long position, byte[] bytes, int length) {
    /** Takes a line, which is part of the bytes. */
    @FunctionalInterface
    interface LineHandler {
        /**
         * A line.
         *
         * @param index    of its first byte.
         * @param length   without its line end.
         * @param position of its first byte in the file.
         */
        void onLine(int index, int length, long position);
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Where the next line begins in the file. */
    long end() {
        return position + length;
    }

    /** All lines, in order; how many. */
    int forEachLine(final LineHandler handler) {
        int lines = 0;
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                handler.onLine(start, i - start, position + start);
                start = i + 1;
                lines++;
            }
        }
        return lines;
    }
}
