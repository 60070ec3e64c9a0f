/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What the tests of all modules share: the report of skipped tests, and below it the checker of histories.
 *
 * <p>Depends on the JUnit platform only, never on another module of this project. Nothing here is published.
 */
package io.taffrail.testsupport;
