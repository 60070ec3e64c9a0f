/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The {@code taffrail} command line: {@link io.taffrail.tools.TaffrailCommand} is the root, each subcommand has a package
 * below. May see every module but bench; nothing sees it.
 */
package io.taffrail.tools;
