/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

/** When the records of a topic are forced to the storage device, and so what a publish that has returned survives. */
public enum Durability implements Choice {
    /** Never forced by the engine while records arrive: they survive the death of the process, not a power loss. */
    ASYNC("async"),

    /** Forced every {@code flush.ms}: as {@link #ASYNC}, and a power loss costs at most the records of that window. */
    INTERVAL("interval"),

    /** Forced as soon as possible, many records per force: what the durable offset has passed survives a power loss. */
    SYNC("sync");

    private final String text;

    Durability(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
