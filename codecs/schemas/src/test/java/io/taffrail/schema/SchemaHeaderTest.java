/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.log.RecordDraft;
import io.taffrail.log.RecordHandler;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The id on a record, there and back. */
class SchemaHeaderTest {
    private static final int OPERATIONS = 200_000;
    private static final long SLACK_BYTES = 64 * 1024;

    @TempDir
    private Path directory;

    private final SchemaHeader header = new SchemaHeader();
    private long seen;

    @Test
    void shouldReadTheIdThatWasPutAndNothingElse() {
        final List<Integer> ids = new ArrayList<>();
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("t", 1);
            try (Publisher publisher = engine.publisher("t");
                    Subscription subscription = engine.subscribe("t", StartAt.earliest())) {
                publisher.publish(header.put(0x01020304, draft()));
                publisher.publish(draft());
                publisher.publish(draft().header("schema.i", new byte[4]).header("schema.idd", new byte[4]));
                publisher.publish(header.put(7, draft().header("other", null).header("x", new byte[9])));
                publisher.publish(header.put(9, header.put(8, draft())));
                publisher.publish(draft().header(SchemaHeader.NAME, null));
                publisher.publish(draft().header(SchemaHeader.NAME, new byte[] {1, 2, 3}));
                publisher.publish(draft().header(SchemaHeader.NAME, new byte[4]));
                publisher.publish(draft().header(SchemaHeader.NAME, new byte[] {0, 0, 1, 0}));

                subscription.poll(record -> ids.add(header.id(record)), 100);
            }
        }
        assertEquals(
                List.of(
                        0x01020304,
                        SchemaHeader.NONE,
                        SchemaHeader.NONE,
                        7,
                        9,
                        SchemaHeader.MALFORMED,
                        SchemaHeader.MALFORMED,
                        SchemaHeader.MALFORMED,
                        256),
                ids);
        assertThrows(IllegalArgumentException.class, () -> header.put(0, draft()));
    }

    private static RecordDraft draft() {
        return new RecordDraft().key("k".getBytes()).value("v".getBytes());
    }

    @Test
    void shouldAllocateNothing() {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("t", 1);
            try (Publisher publisher = engine.publisher("t");
                    Subscription subscription = engine.subscribe("t", StartAt.earliest())) {
                final RecordHandler handler = record -> seen += header.id(record);
                final RecordDraft draft = draft();
                run(publisher, subscription, draft, handler);

                final long before = allocated();
                run(publisher, subscription, draft, handler);
                final long grown = allocated() - before;

                assertEquals(2L * OPERATIONS * 5, seen);
                assertTrue(grown < SLACK_BYTES, () -> "allocated bytes=" + grown);
            }
        }
    }

    private void run(
            final Publisher publisher,
            final Subscription subscription,
            final RecordDraft draft,
            final RecordHandler handler) {
        for (int i = 0; i < OPERATIONS; i++) {
            assertTrue(publisher.publish(header.put(5, draft.clear())) >= 0);
            if (i % 100 == 99) {
                int polled = 0;
                while (polled < 100) {
                    polled += subscription.poll(handler, 100);
                }
            }
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
