/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.model;

import java.util.Objects;

/**
 * A place in a partition that a consumer group committed: the next record it wants.
 *
 * @param offset   of the next record, 0 or more.
 * @param term     leader epoch of the record before it, by which a log that was cut since is noticed; {@link #NO_TERM} for
 *     unknown.
 * @param metadata whatever the committer wanted to keep with it; not null, may be empty.
 */
public record OffsetAndMetadata(long offset, int term, String metadata) {
    /** The term is not known. */
    public static final int NO_TERM = -1;

    /** Checks the values. */
    public OffsetAndMetadata {
        Objects.requireNonNull(metadata, "metadata");
        if (offset < 0) {
            throw new IllegalArgumentException("offset=" + offset + " must not be negative");
        }
        if (term < NO_TERM) {
            throw new IllegalArgumentException("term=" + term + " must be 0 or more, or -1 for unknown");
        }
    }

    /**
     * An offset alone.
     *
     * @param offset of the next record, 0 or more.
     * @return the offset, its term unknown, without metadata.
     */
    public static OffsetAndMetadata of(final long offset) {
        return new OffsetAndMetadata(offset, NO_TERM, "");
    }
}
