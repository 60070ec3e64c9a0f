/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.Durability;
import io.taffrail.settings.TopicSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The duties run in the thread of the application, and that one is interrupted: its files stay open, its flag is kept. */
class InvokerInterruptTest {
    @TempDir
    Path directory;

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void shouldDoEverythingWhileInterrupted(final Durability durability) throws IOException {
        final TopicSettings settings =
                TestLog.small().durability(durability).retentionBytes(200_000).build();
        final int records = durability == Durability.SYNC ? 1_500 : 5_000;
        for (int round = 0; round < 2; round++) {
            Thread.currentThread().interrupt();
            try (TestLog test = TestLog.open(directory, settings);
                    Appender appender = test.log.appender()) {
                final long from = test.log.endOffset();
                for (int i = 0; i < records; i++) {
                    assertEquals(from + i, TestLog.append(appender, "value"));
                    if (i % 100 == 0) {
                        test.retain();
                    }
                }
                test.retain();
                test.fallIdle();
                TestLog.append(appender, "more");
                test.log.fence();
                test.log.beginTerm(test.log.term() + 1);
                TestLog.append(appender, "more");
                test.log.requestForce(from + records + 2);
                test.turn();
                assertEquals(from + records + 2, test.log.durableOffset());
                assertTrue(!test.readAll().isEmpty());
                test.assertNoErrors();
                if (round == 0) {
                    test.abandon();
                }
            }
            assertTrue(Thread.interrupted(), "the flag is kept");
        }
    }
}
