/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Holds targets to their contract; for the tests of those that live outside this module. */
package io.taffrail.bench.check;
