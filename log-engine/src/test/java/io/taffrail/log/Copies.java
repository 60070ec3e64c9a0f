/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import io.taffrail.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Replicas without a network: a high watermark that tests move, and batches carried from one log to another. */
final class Copies implements Replication {
    volatile long highWatermark;
    volatile long appendLimitBytes = Long.MAX_VALUE;
    volatile long refusal;
    volatile long keptFrom = OWN_RETENTION;

    @Override
    public long highWatermark() {
        return highWatermark;
    }

    @Override
    public long appendLimitBytes() {
        return appendLimitBytes;
    }

    @Override
    public long refusal() {
        return refusal;
    }

    @Override
    public long keptFrom() {
        return keptFrom;
    }

    @Override
    public boolean isReplicated() {
        return true;
    }

    TestLog open(final Path directory) throws IOException {
        return open(new FileStorage(), directory, TestLog.small().build());
    }

    TestLog open(final Storage storage, final Path directory, final TopicSettings settings) throws IOException {
        final TestLog opened = new TestLog(storage, directory, settings, this).givingUpAfterMs(2_000);
        opened.log.load();
        return opened;
    }

    /** A log that publishers may append to, under a term of its own. */
    TestLog led(final Path directory) throws IOException {
        return led(new FileStorage(), directory, TestLog.small().build());
    }

    TestLog led(final Storage storage, final Path directory, final TopicSettings settings) throws IOException {
        final TestLog opened = open(storage, directory, settings);
        opened.log.beginTerm(opened.log.term() + 1);
        return opened;
    }

    /** Append from one log all that the other does not have. */
    static void copy(final TestLog from, final TestLog to, final FollowerAppender appender) {
        copy(from, to, appender, 20_000, Long.MAX_VALUE);
    }

    static void copy(
            final TestLog from, final TestLog to, final FollowerAppender appender, final int bytes, final long end) {
        try (BatchCursor batches = from.log.replica().batches(to.log.replica().endOffset())) {
            while (batches.nextOffset() < end && batches.look(bytes) > 0) {
                int taken = 0;
                for (int i = 0; taken < batches.length(); i++) {
                    final long result = appender.append(
                            new UnsafeBuffer(batches.buffer(), batches.index() + taken, batches.length() - taken),
                            0,
                            batches.length() - taken);
                    assertTrue(
                            result > 0 || result == PublishResult.BACK_PRESSURED,
                            () -> FollowerAppender.describe(result));
                    assertTrue(i < 100_000, "taken in vain");
                    taken += (int) Math.max(0, result);
                    to.turn();
                }
                batches.pass();
            }
        }
    }

    /** All batches of a log: offset, term and checksum of each. */
    static List<String> batches(final TestLog test) throws IOException {
        final List<String> all = new ArrayList<>();
        try (BatchCursor batches = test.log.replica().batches(test.log.logStartOffset())) {
            while (batches.look(1) > 0) {
                final UnsafeBuffer bytes = new UnsafeBuffer(new byte[batches.length()]);
                batches.buffer().getBytes(batches.index(), bytes, 0, batches.length());
                all.add(batches.baseOffset() + ":" + bytes.getInt(16) + ":" + bytes.getInt(4) + ":"
                        + java.util.Arrays.hashCode(bytes.byteArray()));
                batches.pass();
            }
        }
        return all;
    }

    /** All bytes of a log's batches, in one buffer. */
    static UnsafeBuffer bytes(final TestLog test, final long from) {
        final UnsafeBuffer all = new UnsafeBuffer(new byte[1 << 20]);
        int length = 0;
        try (BatchCursor batches = test.log.replica().batches(from)) {
            while (batches.look(1 << 20) > 0) {
                all.putBytes(length, batches.buffer(), batches.index(), batches.length());
                length += batches.length();
                batches.pass();
            }
        }
        return new UnsafeBuffer(all, 0, length);
    }
}
