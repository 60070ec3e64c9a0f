/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

/** Whose clock the timestamps of a topic's records come from. */
public enum TimestampType implements Choice {
    /** The publisher's: the timestamp it gave, or the engine's clock at publishing where it gave none. */
    CREATE_TIME("CreateTime"),

    /** The engine's clock at publishing; a timestamp that the publisher gave is overwritten. */
    LOG_APPEND_TIME("LogAppendTime");

    private final String text;

    TimestampType(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
