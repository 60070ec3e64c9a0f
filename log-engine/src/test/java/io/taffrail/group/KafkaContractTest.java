/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.kafkacontract.GroupScripts;
import io.taffrail.kafkacontract.ScriptRunner;
import io.taffrail.kafkacontract.Transcript;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our coordinator answers every scripted history of a group as a real Kafka did: states, generations, error names. */
class KafkaContractTest {
    static Stream<Transcript> transcripts() {
        return GroupScripts.all().stream();
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void shouldAnswerAsKafka(final Transcript transcript) {
        try (CoreTarget target = new CoreTarget()) {
            ScriptRunner.run(transcript, target).requireSame();
        }
    }
}
