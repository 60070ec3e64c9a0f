/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What publishers are answered when replication holds them back. */
class AppendLimitTest {
    @TempDir
    Path directory;

    private final Copies replication = new Copies();

    @BeforeEach
    void setUp() {
        replication.appendLimitBytes = 1_000;
    }

    @Test
    void shouldAnswerTheRefusalAtOnceWhenTheLimitHoldsBack() throws IOException {
        replication.refusal = PublishResult.NOT_ENOUGH_REPLICAS;
        try (TestLog test = replication.led(directory).givingUpAfterMs(60_000);
                Appender publisher = test.log.appender()) {
            appendUntil(PublishResult.NOT_ENOUGH_REPLICAS, publisher);
            final long claimed = test.log.claimedOffset();

            assertEquals(PublishResult.NOT_ENOUGH_REPLICAS, publisher.tryClaim(1));
            assertEquals(PublishResult.NOT_ENOUGH_REPLICAS, TestLog.append(publisher, "held back"));
            replication.appendLimitBytes = Long.MAX_VALUE;
            test.log.onAppendLimit();
            assertEquals(claimed, TestLog.append(publisher, "let go"));
        }
    }

    @Test
    void shouldWaitWhenThereIsNoRefusal() throws IOException {
        try (TestLog test = replication.led(directory).givingUpAfterMs(50);
                Appender publisher = test.log.appender()) {
            appendUntil(PublishResult.BACK_PRESSURED, publisher);
            replication.refusal = PublishResult.NOT_ENOUGH_REPLICAS;

            assertEquals(PublishResult.NOT_ENOUGH_REPLICAS, TestLog.append(publisher, "held back"));
        }
    }

    @Test
    void shouldWaitForTheRoadWhateverTheRefusal() throws IOException {
        replication.appendLimitBytes = Long.MAX_VALUE;
        replication.refusal = PublishResult.NOT_ENOUGH_REPLICAS;
        try (TestLog test = replication.led(directory).givingUpAfterMs(50);
                Appender publisher = test.log.appender()) {
            assertEquals(0, TestLog.append(publisher, "first"));
            test.holdDuties(true);

            appendUntil(PublishResult.BACK_PRESSURED, publisher);
        }
    }

    private static void appendUntil(final long refusal, final Appender publisher) {
        long result = 0;
        for (int i = 0; i < 100_000 && result >= 0; i++) {
            result = TestLog.append(publisher, "value");
        }
        final long last = result;
        assertEquals(refusal, last, () -> PublishResult.describe(last));
        assertTrue(publisher.tryClaim(1) < 0);
    }
}
