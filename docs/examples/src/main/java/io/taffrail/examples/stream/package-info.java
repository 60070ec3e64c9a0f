/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Stream pipeline: raw order events become enriched trades, and those become bars, exactly once, whichever worker fails. Start
 * reading at {@code StreamPipeline}, then {@code Enricher} and {@code Aggregator}.
 */
package io.taffrail.examples.stream;
