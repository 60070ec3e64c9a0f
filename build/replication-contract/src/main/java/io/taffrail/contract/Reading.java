/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.log.RecordHandler;
import java.util.ArrayList;
import java.util.List;

/** Reads as many records as there should be, and looks whether there are more. */
final class Reading {
    private static final int MAX_RECORDS = 1_000;

    private Reading() {}

    static List<Found> some(final Subscription reader, final int count) {
        final List<Found> found = new ArrayList<>();
        take(reader, count, record -> found.add(Found.of(record)));
        return found;
    }

    /** The one record of a topic. */
    static void one(final LogEngine engine, final String topic, final RecordHandler handler) {
        try (Subscription reader = engine.subscribe(topic, StartAt.earliest())) {
            assertEquals(1, take(reader, 1, handler));
        }
    }

    private static int take(final Subscription reader, final int count, final RecordHandler handler) {
        final int[] taken = {poll(reader, handler)};
        Trying.await(count + " records of topic=" + reader.topic(), () -> {
            taken[0] += taken[0] < count ? poll(reader, handler) : 0;
            return taken[0] >= count;
        });
        return taken[0] + poll(reader, handler);
    }

    private static int poll(final Subscription reader, final RecordHandler handler) {
        final int polled = reader.poll(handler, MAX_RECORDS);
        assertTrue(polled >= 0, () -> "out of range at offset=" + reader.position(0));
        return polled;
    }
}
