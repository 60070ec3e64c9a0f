/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Examples of applications on the engine, to be read and to be run: {@code ./taffrail example}. */
package io.taffrail.examples;
