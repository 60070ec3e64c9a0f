/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Real processes, each a node of a cluster that publishes and reads, and a nemesis that kills, stops and parts them.
 *
 * <p>Start reading at {@code NemesisSystemTest}; {@code docs/fault-testing.md} says what is done and what is checked.
 */
package io.taffrail.replication.nemesis;
