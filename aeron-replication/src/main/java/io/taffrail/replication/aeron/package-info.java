/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The transport over Aeron: a fixed unicast mesh, over UDP or IPC, with an embedded media driver or an external one.
 * Depends on the transport package, Aeron and Agrona. Start reading at
 * {@link io.taffrail.replication.aeron.AeronTransport}.
 */
package io.taffrail.replication.aeron;
