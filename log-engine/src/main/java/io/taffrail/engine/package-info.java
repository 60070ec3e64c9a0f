/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The embedded engine: a data directory with topics, publishers and subscriptions.
 *
 * <p>Start with {@link io.taffrail.engine.LogEngine}. Other processes read the same directory through
 * {@link io.taffrail.engine.LogDirectory}.
 *
 * <p>May depend on {@code io.taffrail.log}, {@code io.taffrail.settings}, {@code io.taffrail.partitioner},
 * {@code io.taffrail.serialization}, {@code io.taffrail.storage}, the codecs, Agrona and the JDK.
 */
package io.taffrail.engine;
