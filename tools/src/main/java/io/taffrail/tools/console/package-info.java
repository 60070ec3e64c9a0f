/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What the commands share: where their bytes go, tables, JSON lines, the {@code --dir} option. May depend on the log engine
 * and picocli; depends on no command.
 */
package io.taffrail.tools.console;
