/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** LMAX Disruptor as a target of the bench. Start at {@link io.taffrail.bench.peer.disruptor.DisruptorTarget}. */
package io.taffrail.bench.peer.disruptor;
