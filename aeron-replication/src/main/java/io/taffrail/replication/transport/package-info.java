/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How frames travel between nodes, whatever carries them: a fixed mesh in which each node has three ordered channels to each
 * other one. Depends on Agrona only. Start reading at {@link io.taffrail.replication.transport.Transport}.
 */
package io.taffrail.replication.transport;
