/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.log.RecordDraft;
import io.taffrail.settings.EngineConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The engines of a suite, started once, and for each test a topic that bears its name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StartedEngines {
    /** Settings of every topic: room for the largest record. */
    private static final Map<String, String> SETTINGS =
            Map.of("max.message.bytes", "2097152", "segment.bytes", "16777216");

    Subject subject;
    String topic;

    /**
     * Start the engines.
     *
     * @param directory to keep everything in.
     * @param engine    configuration of each: no publish waits in it, so that a refusal is seen.
     * @param topics    to have, of one partition each.
     * @param settings  of each topic.
     * @return the engines, closed after the last test.
     * @throws IOException if files cannot be made.
     */
    protected abstract Subject start(
            Path directory, EngineConfig engine, List<String> topics, Map<String, String> settings) throws IOException;

    @BeforeAll
    void startSubject(@TempDir final Path directory) throws IOException {
        final List<String> topics = Arrays.stream(ReplicationContract.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> method.getName())
                .toList();
        subject = start(directory, EngineConfig.builder().maxBlockMs(0).build(), topics, SETTINGS);
    }

    @AfterAll
    void closeSubject() {
        if (subject != null) {
            subject.close();
        }
    }

    @BeforeEach
    void nameTopic(final TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
    }

    Publisher publisher() {
        return subject.publishing(topic).publisher(topic);
    }

    List<Found> publish(final int from, final int to) {
        final List<Found> published = new ArrayList<>();
        try (Publisher publisher = publisher()) {
            for (int i = from; i < to; i++) {
                final String value = "value " + i;
                published.add(new Found(publish(publisher, value), value));
            }
        }
        return published;
    }

    static long publish(final Publisher publisher, final String value) {
        return Trying.until(() -> publisher.publish("key", value));
    }

    static RecordDraft draft(final String value) {
        return new RecordDraft().value(value.getBytes(StandardCharsets.UTF_8));
    }

    List<Subscription> subscribeEverywhere() {
        return subject.all().stream()
                .map(engine -> engine.subscribe(topic, StartAt.earliest()))
                .toList();
    }

    List<Found> read(final LogEngine engine, final StartAt start, final int count) {
        try (Subscription reader = engine.subscribe(topic, start)) {
            return Reading.some(reader, count);
        }
    }

    void assertReadEverywhere(final List<Found> expected) {
        for (final LogEngine engine : subject.all()) {
            assertEquals(expected, read(engine, StartAt.earliest(), expected.size()));
        }
    }
}
