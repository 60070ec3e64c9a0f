/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

/** What a reader is handed of transactions: Kafka's {@code isolation.level}. */
public enum Isolation implements Choice {
    /** All records, those of open and of aborted transactions too. */
    READ_UNCOMMITTED("read_uncommitted"),

    /** Records outside of transactions, and those of transactions that were committed, up to the last stable offset. */
    READ_COMMITTED("read_committed");

    private final String text;

    Isolation(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
