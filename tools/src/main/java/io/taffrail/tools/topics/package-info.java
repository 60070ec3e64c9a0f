/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * {@code taffrail topics}: {@link io.taffrail.tools.topics.TopicsCommand} and its subcommands, one class each. May depend on
 * the log engine and {@code console}.
 */
package io.taffrail.tools.topics;
