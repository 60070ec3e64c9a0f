/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkalive;

import io.taffrail.kafkacontract.Replay;
import io.taffrail.kafkacontract.ScriptDirectory;
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
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The transcripts of a directory among the sources, each a test. With {@code -Dtaffrail.kafka.rewrite=true} what Kafka answered is
 * written down instead of compared; {@code -Dtaffrail.kafka.script=a,b} takes these scripts only.
 */
final class LiveScripts {
    private static final boolean REWRITES = Boolean.getBoolean("taffrail.kafka.rewrite");

    private final Path sources;

    LiveScripts(final String directory) {
        sources = Path.of(System.getProperty("taffrail.repository.root"))
                .resolve("build/kafka-contract/src/main/resources")
                .resolve(directory);
    }

    List<Transcript> all() throws IOException {
        return ScriptDirectory.in(sources);
    }

    /** All are played from now on, as many at once as there are players; each test awaits one. */
    Stream<DynamicTest> tests(final ExecutorService players, final Function<Transcript, Replay> play)
            throws IOException {
        final List<DynamicTest> tests = new ArrayList<>();
        for (final Transcript transcript : all()) {
            if (isChosen(transcript.name())) {
                final Future<Replay> replay = players.submit(() -> play.apply(transcript));
                tests.add(DynamicTest.dynamicTest(transcript.name(), () -> check(replay)));
            }
        }
        return tests.stream();
    }

    private void check(final Future<Replay> future) throws ExecutionException, InterruptedException, IOException {
        final Replay replay = future.get();
        if (!REWRITES) {
            replay.requireSame();
            return;
        }
        if (replay.failure() != null) {
            throw new AssertionError(replay.difference(), replay.failure());
        }
        Files.writeString(
                sources.resolve(replay.actual().name() + ScriptDirectory.SUFFIX),
                replay.actual().text(),
                StandardCharsets.UTF_8);
    }

    private static boolean isChosen(final String name) {
        final String chosen = System.getProperty("taffrail.kafka.script", "");
        return chosen.isEmpty() || Set.of(chosen.split(",")).contains(name);
    }
}
