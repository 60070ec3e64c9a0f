/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/**
 * The batch that ends at an offset, as two replicas compare it.
 *
 * @param baseOffset of the batch.
 * @param term       in which it was written.
 * @param crc        of its bytes, seeded with log id and length.
 */
public record BatchEnd(long baseOffset, int term, int crc) {}
