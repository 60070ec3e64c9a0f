/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Aeron Cluster as a target of the bench. Start at {@link io.taffrail.bench.peer.cluster.ClusterTarget}. */
package io.taffrail.bench.peer.cluster;
