/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A node of a cluster, to embed or to run: an engine whose topics are replicated to other nodes. May use everything else in
 * this module. Start reading at {@link io.taffrail.replication.node.ReplicationNode}.
 */
package io.taffrail.replication.node;
