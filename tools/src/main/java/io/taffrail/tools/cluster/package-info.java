/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * {@code taffrail node} and {@code taffrail cluster}: runs a node of a cluster, and looks after its directory. May depend on
 * replication, the log engine and {@code console}. Start reading at {@link io.taffrail.tools.cluster.NodeCommand}.
 */
package io.taffrail.tools.cluster;
