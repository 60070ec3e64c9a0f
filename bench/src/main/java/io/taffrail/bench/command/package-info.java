/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a user types. */
package io.taffrail.bench.command;
