/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import java.util.UUID;

/**
 * Who a node is, as its frames say.
 *
 * @param node        number in the cluster.
 * @param directory   id of its data directory: a wiped disk is another voter.
 * @param incarnation how often it was started, 1 or more: what an earlier one said is not heard after a later one.
 */
public record Sender(int node, UUID directory, long incarnation) {}
