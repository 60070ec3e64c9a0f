/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkalive;

import io.taffrail.kafkacontract.GroupScripts;
import io.taffrail.kafkacontract.Replay;
import io.taffrail.kafkacontract.ScriptRunner;
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

/** Replays every transcript about groups against Apache Kafka, or records it: see {@link LiveScripts}. */
class LiveGroupsTest {
    /** Scripts wait most of the time; more at once would be answered too late on a small machine. */
    private static final int AT_ONCE = 4;

    private static final LiveScripts SCRIPTS = new LiveScripts(GroupScripts.DIRECTORY);
    private static final long QUIET_MS = Long.getLong("taffrail.kafka.settle.ms", 300);

    private static final String FIRST_TRANSACTION =
            "txn-commit a group=g txn=x offsets=t1-0:1\ntxn-end a txn=x result=abort\n";

    private static ExecutorService players;
    private static LiveBroker broker;

    @BeforeAll
    static void start(@TempDir final Path directory) throws IOException {
        broker = LiveBroker.start(directory);
        players = Executors.newFixedThreadPool(AT_ONCE);
        // What a broker does for the first time takes it too long for a script.
        play(SCRIPTS.all().get(0), "warm-up", QUIET_MS * 10);
        play(Transcript.parse("warm-up", FIRST_TRANSACTION), "warm-up", QUIET_MS * 10);
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
        return SCRIPTS.tests(players, transcript -> play(transcript, transcript.name(), QUIET_MS));
    }

    private static Replay play(final Transcript transcript, final String prefix, final long quietMs) {
        try (KafkaGroupTarget target = new KafkaGroupTarget(broker, prefix, quietMs)) {
            return ScriptRunner.run(transcript, target);
        }
    }
}
