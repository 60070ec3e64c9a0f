/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/** Sees the headers of a record. */
@FunctionalInterface
public interface HeaderHandler {
    /**
     * One header.
     *
     * @param name  of the header.
     * @param value a copy of its bytes, or null.
     */
    void onHeader(String name, byte[] value);
}
