/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What is measured: one small interface, and everything that needs no download. Others are found by service loader. */
package io.taffrail.bench.targets;
