/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Results as a page for people: one file that needs nothing else, begun at {@link io.taffrail.bench.report.Report}.
 *
 * <p>It may use {@code result} and {@code rig}, and knows nothing of the commands.
 */
package io.taffrail.bench.report;
