/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.kafka;

/**
 * What the Kafka targets differ in.
 *
 * @param brokers how many, each of them also a controller; every one has a replica.
 * @param acks    as Kafka spells it: {@code 1} the leader has it, {@code all} every replica in sync has it.
 */
record KafkaSetup(int brokers, String acks) {
    /** A majority: what {@code acks=all} waits for at least. */
    int minInSync() {
        return brokers / 2 + 1;
    }

    /** Kafka allows it with {@code acks=all} only. */
    boolean isIdempotent() {
        return acks.equals("all");
    }
}
