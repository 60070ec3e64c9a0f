/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

import io.taffrail.kafkacontract.ScriptRunner;
import io.taffrail.kafkacontract.TransactionScripts;
import io.taffrail.kafkacontract.Transcript;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our coordinator answers every scripted history of transactions as a real Kafka did: states, epochs, error names. */
class TransactionContractTest {
    static Stream<Transcript> transcripts() {
        return TransactionScripts.all().stream();
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void shouldAnswerAsKafka(final Transcript transcript) {
        try (CoreTransactionTarget target = new CoreTransactionTarget()) {
            ScriptRunner.run(transcript, target).requireSame();
        }
    }
}
