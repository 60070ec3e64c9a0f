/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.tools.Shell;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RetentionConsumeTest {
    private static final Pattern LOST = Pattern.compile("logStartOffset=([0-9]+) records lost=\\1:");

    @TempDir
    Path temporary;

    @Test
    void shouldSayHowManyRecordsRetentionDeleted() {
        final Shell shell = new Shell(temporary);
        final long before; // retention may go on while the command begins
        final long after;
        try (LogEngine engine = LogEngine.open(temporary)) {
            engine.topics()
                    .create(
                            "orders",
                            1,
                            Map.of("segment.bytes", "65536", "retention.bytes", "0", "durability", "interval"));
            try (Publisher publisher = engine.publisher("orders")) {
                while (engine.offsets("orders", 0).logStartOffset() == 0) {
                    publisher.publish(null, "value");
                }
            }
            before = engine.offsets("orders", 0).logStartOffset();

            assertEquals(0, shell.on("consume", "orders", "--from", "0", "--max", "1"), shell::err);
            after = engine.offsets("orders", 0).logStartOffset();
        }

        assertEquals("value\n", shell.out());
        final Matcher lost = LOST.matcher(shell.err());
        assertTrue(lost.find(), shell.err());
        final long start = Long.parseLong(lost.group(1));
        assertTrue(before <= start && start <= after, () -> "before=" + before + " after=" + after + shell.err());
    }
}
