/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a run was, on what, and what it gave: kept as JSON files with histogram logs beside them. */
package io.taffrail.bench.result;
