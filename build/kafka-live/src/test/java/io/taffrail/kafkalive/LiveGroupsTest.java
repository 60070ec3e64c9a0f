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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays every transcript against Apache Kafka. With {@code -Dtaffrail.kafka.rewrite=true} it writes down what Kafka answered
 * instead of comparing; {@code -Dtaffrail.kafka.script=a,b} takes these scripts only.
 */
class LiveGroupsTest {
    /** Scripts wait most of the time; more at once would be answered too late on a small machine. */
    private static final int AT_ONCE = 4;

    private static final boolean REWRITES = Boolean.getBoolean("taffrail.kafka.rewrite");
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
        play(GroupScripts.in(sources()).get(0), "warm-up", QUIET_MS * 10);
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
        final List<DynamicTest> tests = new ArrayList<>();
        for (final Transcript transcript : GroupScripts.in(sources())) {
            if (isChosen(transcript.name())) {
                final Future<Replay> replay = players.submit(() -> play(transcript, transcript.name(), QUIET_MS));
                tests.add(DynamicTest.dynamicTest(transcript.name(), () -> check(replay)));
            }
        }
        return tests.stream();
    }

    private static Replay play(final Transcript transcript, final String prefix, final long quietMs) {
        try (KafkaGroupTarget target = new KafkaGroupTarget(broker, prefix, quietMs)) {
            return ScriptRunner.run(transcript, target);
        }
    }

    private static void check(final Future<Replay> future)
            throws ExecutionException, InterruptedException, IOException {
        final Replay replay = future.get();
        if (!REWRITES) {
            replay.requireSame();
            return;
        }
        if (replay.failure() != null) {
            throw new AssertionError(replay.difference(), replay.failure());
        }
        Files.writeString(
                sources().resolve(replay.actual().name() + GroupScripts.SUFFIX),
                replay.actual().text(),
                StandardCharsets.UTF_8);
    }

    private static boolean isChosen(final String name) {
        final String chosen = System.getProperty("taffrail.kafka.script", "");
        return chosen.isEmpty() || Set.of(chosen.split(",")).contains(name);
    }

    private static Path sources() {
        return Path.of(System.getProperty("taffrail.repository.root"))
                .resolve("build/kafka-contract/src/main/resources")
                .resolve(GroupScripts.DIRECTORY);
    }
}
