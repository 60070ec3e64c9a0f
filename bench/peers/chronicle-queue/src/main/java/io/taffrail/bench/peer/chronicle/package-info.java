/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Chronicle Queue as a target of the bench. Start at {@link io.taffrail.bench.peer.chronicle.ChronicleTarget}. */
package io.taffrail.bench.peer.chronicle;
