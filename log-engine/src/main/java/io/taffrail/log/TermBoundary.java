/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/**
 * Where a term ends in a log.
 *
 * @param term      the term, 0 when the log knows none that early.
 * @param endOffset first offset that was not written in it or a term before.
 */
public record TermBoundary(int term, long endOffset) {}
