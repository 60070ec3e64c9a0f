/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Log aggregation: the lines of many files that are being written go into one topic, each once, whenever the collector is
 * killed. Start reading at {@code Collector}, then {@code LineCounter}.
 */
package io.taffrail.examples.logs;
