/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The log of one partition: segments, the claim path, the in-order cursor, the frontier, durability, recovery, readers.
 *
 * <p>Start with {@link io.taffrail.log.PartitionLog}, whose picture says which class does what; then
 * {@code Appender.claim} for the publish path and {@code Recovery} for what a crash leaves.
 *
 * <p>May depend on {@code io.taffrail.storage}, {@code io.taffrail.settings}, the codecs, Agrona and the JDK.
 */
package io.taffrail.log;
