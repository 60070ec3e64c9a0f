/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * {@code taffrail demo}: a small order pipeline over two topics that checks its own work.
 *
 * <p>One thread publishes order events, a second keeps the book and publishes trades and top-of-book changes, a third
 * reads both topics and audits them. Before any of that, {@link io.taffrail.tools.demo.DirectComputation} runs the same
 * input straight through the book with no log in between; the audit compares with it.
 *
 * <p>Start reading at {@code DemoCommand}, then {@code Pipeline}. Everything below those two is free of the engine and
 * of threads: input ({@code OrderSource}), book ({@code OrderBook}), messages ({@code DemoMessages}), audit ({@code
 * Auditor}). Depends on the engine's facade, the example codecs, picocli and HdrHistogram.
 */
package io.taffrail.tools.demo;
