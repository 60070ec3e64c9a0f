/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Crashes the log at every kind of moment in every kind of way, and checks what the next open finds against what was
 * promised: {@code docs/crash-testing.md}.
 *
 * <p>{@link io.taffrail.crash.RecordingStorage} writes down what a process does to its disk, {@link
 * io.taffrail.crash.Disk} and {@link io.taffrail.crash.PowerLoss} build what a crash leaves, {@link
 * io.taffrail.crash.Simulation} is the workload and {@link io.taffrail.crash.Ledger} the oracle. Start with {@link
 * io.taffrail.crash.CrashExplorer}.
 */
package io.taffrail.crash;
