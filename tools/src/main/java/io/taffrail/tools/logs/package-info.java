/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * {@code taffrail log}: looks at files of logs without an engine. {@link io.taffrail.tools.logs.DumpCommand} shows them,
 * {@link io.taffrail.tools.logs.VerifyCommand} checks them. May depend on the log engine and {@code console}.
 */
package io.taffrail.tools.logs;
