/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.Record;
import java.nio.file.Path;

/** Reads the records of {@link PublishingMain}'s topic from a directory it does not own, so many: directory, number. */
final class ReadingMain {
    private static long next;

    private ReadingMain() {}

    public static void main(final String[] arguments) {
        final long number = Long.parseLong(arguments[1]);
        try (LogDirectory directory = LogDirectory.open(Path.of(arguments[0]));
                Subscription records = directory.subscribe(PublishingMain.TOPIC, StartAt.earliest())) {
            System.out.println("reading");
            while (next < number) {
                final int polled = records.poll(ReadingMain::check, 100);
                if (polled == Subscription.OUT_OF_RANGE) {
                    next += records.lostRecords(0);
                    records.seek(0, next);
                } else if (polled == 0) {
                    Thread.onSpinWait();
                }
            }
            System.out.println("read " + next);
        }
    }

    private static void check(final Record record) {
        final int at = record.valueIndex();
        final long found = record.buffer().getLong(at + 8);
        if (record.offset() != next || found != next || record.valueLength() != 16 + next % 100) {
            throw new AssertionError("expected=" + next + " offset=" + record.offset() + " number=" + found);
        }
        next++;
    }
}
