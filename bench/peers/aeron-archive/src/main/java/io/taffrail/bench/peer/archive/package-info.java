/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Aeron Archive as a target of the bench. Start at {@link io.taffrail.bench.peer.archive.ArchiveTarget}. */
package io.taffrail.bench.peer.archive;
