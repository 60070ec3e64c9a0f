/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.Durability;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.BootId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A replica's log between its load and the moment when it is led or follows, and what a restart of the system leaves. */
class ReplicaLoadTest {
    @TempDir
    Path directory;

    private final Copies replication = new Copies();
    private final FaultyStorage storage = new FaultyStorage();
    private TopicSettings settings = TestLog.small().build();
    private Path home;

    @BeforeEach
    void setUp() {
        home = directory.resolve("home");
    }

    @Test
    void shouldRefusePublishersWhenNobodyWasElectedYet() throws IOException {
        try (TestLog test = new TestLog(storage, home, settings, replication);
                Appender publisher = test.log.appender()) {
            assertEquals(PublishResult.NOT_LEADER, TestLog.append(publisher, "before the load"));
            assertThrows(IllegalStateException.class, () -> test.log.replica().lead(1), "not loaded");
            test.log.load();

            assertEquals(PublishResult.NOT_LEADER, TestLog.append(publisher, "after the load"));
            test.log.want(1 << 20);
            test.turn();
            assertEquals(PublishResult.NOT_LEADER, TestLog.append(publisher, "after a turn"));
            assertFalse(test.log.isActive());
            assertEquals(0, test.log.replica().lead(1));
            assertEquals(1, TestLog.append(publisher, "led"));
        }
        try (TestLog reopened = open();
                Appender publisher = reopened.log.appender()) {
            assertEquals(PublishResult.NOT_LEADER, TestLog.append(publisher, "loaded again"));
            assertEquals(2, reopened.log.endOffset());
            assertEquals(2, reopened.log.replica().lead(2));
            assertEquals(3, TestLog.append(publisher, "led again"));
        }
    }

    @Test
    void shouldBeCleanWhenItIsClosedWithoutHavingBeenLed() throws IOException {
        final List<String> batches = abandonedAfter(1_500);
        for (int i = 0; i < 3; i++) {
            final TestLog test = open();
            assertEquals(batches, Copies.batches(test));
            assertFalse(test.log.replica().mayHaveForgotten());
            assertTrue(test.log.close());
            restartSystem();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeCleanWhenItIsClosedFenced(final boolean isClaimOpen) throws IOException {
        final TestLog test = led();
        final List<String> batches;
        try (Appender publisher = test.log.appender();
                Appender open = test.log.appender()) {
            TestLog.appendMany(publisher, 1_500);
            if (isClaimOpen) {
                open.tryClaim(8);
                TestLog.append(publisher, "cut off");
            }
            assertEquals(1_500, test.log.fence());
            batches = Copies.batches(test);

            assertTrue(test.log.close());
        }
        test.assertNoErrors();
        restartSystem();
        try (TestLog reopened = open()) {
            assertEquals(batches, Copies.batches(reopened));
            assertEquals(1_500, reopened.log.durableOffset());
            assertFalse(reopened.log.replica().mayHaveForgotten());
        }
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void shouldTellThatItMayHaveForgottenWhenTheSystemWasRestarted(final Durability durability) throws IOException {
        settings = TestLog.small().durability(durability).build();
        abandonedAfter(10);

        try (TestLog killed = open()) {
            assertFalse(killed.log.replica().mayHaveForgotten(), "the page cache lives");
            killed.log.replica().lead(2);
            killed.abandon();
        }
        restartSystem();
        try (TestLog crashed = open()) {
            assertEquals(durability != Durability.SYNC, crashed.log.replica().mayHaveForgotten());
        }
    }

    @Test
    void shouldNotTellItAgainWhenTheLossWasAccepted() throws IOException {
        final List<String> batches = abandonedAfter(10);
        restartSystem();
        try (TestLog accepted = open()) {
            assertTrue(accepted.log.replica().mayHaveForgotten());
            accepted.log.replica().acceptLoss();
            accepted.log.close();
        }
        try (TestLog reopened = open()) {
            assertFalse(reopened.log.replica().mayHaveForgotten());
            assertEquals(batches, Copies.batches(reopened));
        }
    }

    /** Whoever keeps it in mind may die before it has written that down. */
    @Test
    void shouldTellItAgainUntilTheLogIsAppendedTo() throws IOException {
        final List<String> batches = abandonedAfter(10);
        restartSystem();
        for (int i = 0; i < 3; i++) {
            final TestLog test = open();
            assertTrue(test.log.replica().mayHaveForgotten());
            assertEquals(batches, Copies.batches(test));
            if (i == 1) {
                test.log.close();
            }
        }
        final TestLog followed = open();
        followed.log.replica().truncate(5);
        assertTrue(followed.log.replica().mayHaveForgotten(), "until it is closed");
        followed.abandon();
        try (TestLog reopened = open()) {
            assertFalse(reopened.log.replica().mayHaveForgotten());
            assertEquals(batches.subList(0, 5), Copies.batches(reopened));
        }
    }

    @Test
    void shouldHaveForgottenNothingWhenThereNeverWasALog() throws IOException {
        try (TestLog test = open()) {
            assertFalse(test.log.replica().mayHaveForgotten());
        }
        storage.createDirectories(home);
        ControlFile.openOrCreate(storage, home, TestLog.LOG_ID).close();
        restartSystem();
        try (TestLog test = open()) {
            assertFalse(test.log.replica().mayHaveForgotten(), "died before it could append");
        }
    }

    private TestLog open() throws IOException {
        return replication.open(storage, home, settings);
    }

    private TestLog led() throws IOException {
        return replication.led(storage, home, settings);
    }

    private List<String> abandonedAfter(final int records) throws IOException {
        final TestLog test = led();
        try (Appender publisher = test.log.appender()) {
            TestLog.appendMany(publisher, records);
        }
        test.abandon();
        return Copies.batches(test);
    }

    /** What follows runs on another boot; that nothing was lost makes no difference to what a replica may believe. */
    private void restartSystem() {
        storage.bootId = new BootId(storage.bootId.high() + 1, storage.bootId.low());
    }
}
