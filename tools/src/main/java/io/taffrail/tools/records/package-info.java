/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * {@code taffrail produce} and {@code taffrail consume}: lines in, records out. May depend on the log engine, the
 * schemas, {@code console} and {@code schemas}.
 */
package io.taffrail.tools.records;
