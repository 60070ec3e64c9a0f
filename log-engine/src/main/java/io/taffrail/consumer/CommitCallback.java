/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.util.Map;

/** Hears how a commit that was not waited for came out. */
@FunctionalInterface
public interface CommitCallback {
    /** Does not listen. */
    CommitCallback NONE = (offsets, error) -> {};

    /**
     * A commit came out. Called by the thread that polls, within a later poll, commit or close, in the order of the commits.
     *
     * @param offsets that were to be committed.
     * @param error   {@link ErrorCode#NONE}, or why some or all of them are not.
     */
    void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets, ErrorCode error);
}
