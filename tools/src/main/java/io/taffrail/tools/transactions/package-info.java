/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * {@code taffrail transactions}: {@link io.taffrail.tools.transactions.TransactionsCommand} and its subcommands, one class each.
 * Looking reads the logs ({@link io.taffrail.coordinator.TransactionsView}, {@link
 * io.taffrail.coordinator.HangingTransactions}), aborting needs an engine. May depend on the log engine and {@code console}.
 */
package io.taffrail.tools.transactions;
