/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

/** How batches are compressed: Kafka's {@code compression.type}, with Kafka's numbers in the batch. */
public enum CompressionType implements Choice {
    /** Not at all. */
    NONE("none", 0),

    /** A gzip member, RFC 1952. Built in. */
    GZIP("gzip", 1),

    /** A raw Snappy block. */
    SNAPPY("snappy", 2),

    /** A raw LZ4 block. */
    LZ4("lz4", 3),

    /** A Zstandard frame, RFC 8878. */
    ZSTD("zstd", 4);

    private static final CompressionType[] BY_ID = values();

    private final String text;
    private final int id;

    CompressionType(String text, int id) {
        this.text = text;
        this.id = id;
    }

    @Override
    public String text() {
        return text;
    }

    /**
     * Its number in a batch's attributes.
     *
     * @return 0 to 7.
     */
    public int id() {
        return id;
    }

    /**
     * The type of a number.
     *
     * @param id of a batch's attributes.
     * @return the type, or null where there is none of that number.
     */
    public static CompressionType ofId(int id) {
        return id >= 0 && id < BY_ID.length ? BY_ID[id] : null;
    }
}
