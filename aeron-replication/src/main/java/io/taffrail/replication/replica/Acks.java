/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

/** What must have happened to a record before its publisher is told that it is there; Kafka's {@code acks}, and one more. */
public enum Acks {
    /** Nothing: it was appended, perhaps behind a claim that is still open. Kafka's {@code 0}. */
    NONE,
    /** The leader's log holds it and all before it. Kafka's {@code 1}. */
    LEADER,
    /** A majority of the voters holds it: no election can lose it. */
    QUORUM,
    /** Every replica that is in sync holds it too. Kafka's {@code all}. */
    ALL
}
