/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What clients of a log did and were answered, and whether that is what a log may do: recorded by the tests that break
 * things, in one process or in several, and checked afterwards.
 *
 * <p>The definitions follow Jepsen's workload for Kafka and its checker for queues; docs/history-checking.md has them in a
 * table.
 *
 * <p>Depends on the JDK only. Start with {@code HistoryRecorder} to write a history, with {@code HistoryChecker} to judge
 * one.
 */
package io.taffrail.testsupport.history;
