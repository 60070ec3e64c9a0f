/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A million operations are checked in seconds: nothing grows with the square of the history. */
class LargeHistoryTest {
    private static final int PUBLISHES = 700_000;
    private static final int RECORDS_PER_POLL = 5;
    private static final int READERS = 2;
    private static final long LIMIT_SECONDS = 60;

    @Test
    void shouldCheckAMillionOperationsInSeconds() {
        final History history = history(PUBLISHES);

        final long beganNs = System.nanoTime();
        final HistoryReport report = HistoryChecker.check(history, Expectations.strict());
        final long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs);

        System.out.println("checked in " + tookMs + " ms: " + report.counts());
        report.assertValid();
        assertTrue(
                history.operations().size() >= 980_000,
                "operations=" + history.operations().size());
        assertTrue(tookMs < TimeUnit.SECONDS.toMillis(LIMIT_SECONDS), "tookMs=" + tookMs);
    }

    @Test
    void shouldCheckALargeHistoryInWhichEverythingIsWrong() {
        final HistoryRecorder recorder = HistoryRecorder.inMemory(() -> 1);
        final ProcessRecorder writer = recorder.process(0);
        final ProcessRecorder reader = recorder.process(1);
        final int number = 200_000;
        for (int i = 0; i < number; i++) {
            writer.invokePublish(0, i).okAt(number - i);
            reader.invokePoll().ok(new PolledRecords().add(0, i % 7, -i).add(0, number - i, i));
        }

        final HistoryReport report = HistoryChecker.check(recorder.history(), Expectations.strict());

        assertEquals(number - 1, report.count(Anomaly.REORDERED));
        assertTrue(report.findings().size() < 100);
    }

    private static History history(final int publishes) {
        final long[] timeNs = {0};
        final HistoryRecorder recorder = HistoryRecorder.inMemory(() -> ++timeNs[0]);
        final ProcessRecorder[] writers = {recorder.process(0), recorder.process(1), recorder.process(2)};
        for (int i = 0; i < publishes; i++) {
            writers[i % writers.length].invokePublish(i % 2, i).okAt(i / 2);
        }
        for (int r = 0; r < READERS; r++) {
            final ProcessRecorder reader = recorder.process(10 + r);
            for (int i = 0; i < publishes; i += RECORDS_PER_POLL) {
                final PolledRecords records = new PolledRecords();
                for (int j = i; j < Math.min(publishes, i + RECORDS_PER_POLL); j++) {
                    records.add(j % 2, j / 2, j);
                }
                reader.invokePoll().ok(records);
            }
        }
        return recorder.history();
    }
}
