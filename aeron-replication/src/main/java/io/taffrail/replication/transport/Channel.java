/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.transport;

/** The three ways from one node to another. Order holds within each, not between them. */
public enum Channel {
    /** Elections, heartbeats and acknowledgements of all groups: small, never behind bulk. */
    CONTROL,
    /** Records as they are published. */
    LIVE,
    /** Records for a node that is far behind. */
    CATCH_UP
}
