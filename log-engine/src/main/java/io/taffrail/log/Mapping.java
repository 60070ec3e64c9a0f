/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/**
 * What the first look of a pass found, by which the second one decides.
 *
 * @param map            the newest offset of each key of the part that was mapped.
 * @param hash           by which keys are found in it.
 * @param outcomes       of the transactions in that part; null when there are none.
 * @param mappedTo       first offset behind that part.
 * @param logStartOffset records before it are no part of the log.
 */
record Mapping(OffsetMap map, KeyHash hash, TransactionOutcomes outcomes, long mappedTo, long logStartOffset) {}
