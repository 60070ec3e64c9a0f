/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

/** A setting's value that is one of a fixed list: an enum whose constants know how they are spelled in settings. */
public sealed interface Choice
        permits Durability, TimestampType, CleanupPolicy, ClockMode, Threading, Isolation, CompressionType {
    /**
     * How the value is spelled in settings and in the documentation.
     *
     * @return the spelling, case matters.
     */
    String text();
}
