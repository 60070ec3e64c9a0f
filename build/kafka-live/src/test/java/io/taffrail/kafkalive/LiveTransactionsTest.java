/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkalive;

import io.taffrail.kafkacontract.Replay;
import io.taffrail.kafkacontract.ScriptRunner;
import io.taffrail.kafkacontract.TransactionScripts;
import io.taffrail.kafkacontract.Transcript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Replays every transcript about transactions against Apache Kafka, or records it: see {@link LiveScripts}. */
class LiveTransactionsTest {
    /** Scripts wait most of the time; more at once would be answered too late on a small machine. */
    private static final int AT_ONCE = 4;

    private static final LiveScripts SCRIPTS = new LiveScripts(TransactionScripts.DIRECTORY);

    private static ExecutorService players;
    private static LiveBroker broker;

    @BeforeAll
    static void start(@TempDir final Path directory) throws IOException {
        broker = LiveBroker.start(directory.resolve("broker"));
        broker.addStuckTopic(directory.resolve("second"));
        players = Executors.newFixedThreadPool(AT_ONCE);
        // What a broker does for the first time takes it too long for a script.
        play(SCRIPTS.all().get(0), "warm-up");
    }

    @AfterAll
    static void stop() {
        if (players != null) {
            players.shutdownNow();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldAnswerAsRecordedWhenReplayed() throws IOException {
        return SCRIPTS.tests(players, transcript -> play(transcript, transcript.name()));
    }

    private static Replay play(final Transcript transcript, final String prefix) {
        try (KafkaTransactionTarget target = new KafkaTransactionTarget(broker, prefix)) {
            return ScriptRunner.run(transcript, target);
        }
    }
}
