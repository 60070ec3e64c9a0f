/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;

/**
 * What a group committed for a partition, for somebody who wants to go on from there.
 *
 * @param error  {@link ErrorCode#UNSTABLE_OFFSET_COMMIT} while an open transaction may still change the offset: ask again;
 *     else {@link ErrorCode#NONE}.
 * @param offset that was committed; null if there is none, and with an error.
 */
public record FetchedOffset(ErrorCode error, OffsetAndMetadata offset) {
    /** Nothing was committed. */
    public static final FetchedOffset NOTHING = new FetchedOffset(ErrorCode.NONE, null);

    static final FetchedOffset UNSTABLE = new FetchedOffset(ErrorCode.UNSTABLE_OFFSET_COMMIT, null);

    static FetchedOffset of(final OffsetAndMetadata offset) {
        return new FetchedOffset(ErrorCode.NONE, offset);
    }
}
