/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import java.util.List;

/** The transcripts about transactions. */
public final class TransactionScripts {
    /** Their directory, seen from the root of the resources. */
    public static final String DIRECTORY = "io/taffrail/kafkacontract/transactions";

    private TransactionScripts() {}

    /**
     * All transcripts, as Apache Kafka answered.
     *
     * @return sorted by name, never empty.
     * @throws IllegalStateException if there are none.
     */
    public static List<Transcript> all() {
        return ScriptDirectory.onClassPath(DIRECTORY);
    }
}
