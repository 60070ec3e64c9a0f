/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import java.util.List;

/** A batch that was claimed, and what its publisher was told, when. Moments are those of the {@link History}. */
final class Published {
    static final int NEVER = Integer.MAX_VALUE;

    final long offset;
    final int term;
    final List<Content> records;
    int commitBegan = NEVER;
    int commitEnded = NEVER;
    long result;
    boolean isAborted;
    boolean isSync;

    /** What one record holds. */
    record Content(byte[] key, byte[] value) {
        boolean isSame(final byte[] otherKey, final byte[] otherValue) {
            return java.util.Arrays.equals(key, otherKey) && java.util.Arrays.equals(value, otherValue);
        }
    }

    Published(final long offset, final int term, final List<Content> records) {
        this.offset = offset;
        this.term = term;
        this.records = records;
    }

    long endOffset() {
        return offset + records.size();
    }

    boolean isAcknowledged(final int done) {
        return commitEnded <= done && result >= 0 && !isAborted;
    }

    @Override
    public String toString() {
        return "batch offsets=" + offset + ".." + (endOffset() - 1) + " term=" + term + " commit="
                + (commitBegan == NEVER ? "none" : commitBegan + ".." + (commitEnded == NEVER ? "" : commitEnded))
                + " result=" + result + (isAborted ? " aborted" : "") + (isSync ? " sync" : "");
    }
}
