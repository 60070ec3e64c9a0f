/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import java.util.List;

/** What a target is set up with, so that the same script has the same answers everywhere. */
public final class Conditions {
    /** Kafka's {@code group.min.session.timeout.ms}. */
    public static final int MIN_SESSION_TIMEOUT_MS = 100;
    /** Kafka's {@code group.max.session.timeout.ms}. */
    public static final int MAX_SESSION_TIMEOUT_MS = 60_000;
    /** Kafka's {@code group.max.size}, in members. */
    public static final int MAX_GROUP_SIZE = 4;
    /** Kafka's {@code group.initial.rebalance.delay.ms}. */
    public static final int INITIAL_REBALANCE_DELAY_MS = 0;
    /** Kafka's {@code offset.metadata.max.bytes}. */
    public static final int MAX_OFFSET_METADATA_BYTES = 4096;
    /** Kafka's {@code transaction.max.timeout.ms}. */
    public static final int MAX_TRANSACTION_TIMEOUT_MS = 900_000;
    /** Kafka's {@code transactional.id.expiration.ms}; long enough for scripts that do not wait for it. */
    public static final int TRANSACTIONAL_ID_EXPIRATION_MS = 12_000;
    /** The topics that there are; a commit to another one is refused. */
    public static final List<String> TOPICS = List.of("t1", "t2", "t3");
    /** One more topic: no marker can be written to it, so transactions that it belongs to never come to their end. */
    public static final String STUCK_TOPIC = "stuck";
    /** How many partitions each of them has. */
    public static final int PARTITIONS = 4;

    private Conditions() {}
}
