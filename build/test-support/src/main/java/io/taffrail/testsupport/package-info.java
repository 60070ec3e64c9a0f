/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What the tests of all modules share: the report of skipped tests, deliberate bugs, commands of the operating system, and below
 * it the checker of histories and disks that fail.
 *
 * <p>Depends on the JUnit platform only, never on another module of this project. Nothing here is published.
 */
package io.taffrail.testsupport;
