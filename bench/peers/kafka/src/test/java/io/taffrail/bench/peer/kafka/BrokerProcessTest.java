/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.kafka;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessTest {
    @TempDir
    private Path directory;

    @Test
    void shouldTellTheEndOfTheLogWhenTheBrokerEnds() throws IOException {
        try (BrokerProcess broker =
                new BrokerProcess(directory.resolve("missing.properties"), "none", directory.resolve("broker.log"))) {
            final IllegalStateException failure = assertTimeoutPreemptively(
                    Duration.ofSeconds(60),
                    () -> assertThrows(IllegalStateException.class, () -> checkUntilEnded(broker)));

            assertTrue(failure.getMessage().contains("missing.properties"), failure.getMessage());
        }
    }

    private static void checkUntilEnded(final BrokerProcess broker) {
        while (true) {
            broker.check();
            Thread.yield();
        }
    }
}
