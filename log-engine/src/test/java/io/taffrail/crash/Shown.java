/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import java.util.SortedMap;

/**
 * What a log shows after it was opened on an image.
 *
 * @param records by offset.
 * @param start   first offset kept.
 * @param end     offset at which it ends.
 * @param term    present term.
 */
record Shown(SortedMap<Long, Row> records, long start, long end, int term) {
    /** One record. */
    record Row(int term, byte[] key, byte[] value) {}
}
