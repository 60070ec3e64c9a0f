/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import java.nio.file.Path;

/** Where things are in a data directory, and which log is which. */
final class Layout {
    static final String METADATA_TOPIC = "__metadata";
    static final String DELETED_SUFFIX = ".deleted";
    static final long METADATA_TOPIC_ID = 1;

    /** Of the file systems of Linux, in bytes; names of topics are ASCII. */
    private static final int MAX_FILE_NAME = 255;

    private static final long PARTITION_MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private Layout() {}

    static Path partitionDirectory(final Path directory, final String topic, final int partition) {
        return directory.resolve(topic + "-" + partition);
    }

    static Path deletedDirectory(final Path directory, final String topic, final int partition, final long tag) {
        final String rest = "-" + partition + "." + Long.toHexString(tag) + DELETED_SUFFIX;
        return directory.resolve(topic.substring(0, Math.min(topic.length(), MAX_FILE_NAME - rest.length())) + rest);
    }

    /** Id of a partition's log: never the same for two partitions of a topic, nor, but by chance, for two topics. */
    static long logId(final long topicId, final int partition) {
        final long mixed = topicId + (partition + 1L) * PARTITION_MULTIPLIER;
        return mixed ^ (mixed >>> 29);
    }
}
