/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.BatchDraft;
import io.taffrail.log.PublishResult;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Publishes until its input ends: data directory, progress file, number of publishers, settings as key=value. The progress
 * file says for each publisher how many of its records were acknowledged; it is stored after the answer, by the publisher
 * itself.
 */
final class PublishingMain {
    static final String TOPIC = "records";
    static final int PROGRESS_STRIDE = 64;

    private PublishingMain() {}

    public static void main(final String[] arguments) throws IOException {
        final Map<String, String> settings = new java.util.HashMap<>();
        for (int i = 3; i < arguments.length; i++) {
            final String[] setting = arguments[i].split("=");
            settings.put(setting[0], setting[1]);
        }
        final int publishers = Integer.parseInt(arguments[2]);
        final UnsafeBuffer progress = progress(Path.of(arguments[1]), publishers);
        try (LogEngine engine = LogEngine.open(Path.of(arguments[0]))) {
            if (!engine.topics().exists(TOPIC)) {
                engine.topics().create(TOPIC, 1, settings);
            }
            for (int i = 0; i < publishers; i++) {
                final int number = i;
                final Thread thread = new Thread(() -> publish(engine, number, progress));
                thread.setDaemon(true);
                thread.start();
            }
            System.out.println("publishing pid=" + ProcessHandle.current().pid());
            while (System.in.read() >= 0) {
                continue;
            }
        }
        System.exit(0);
    }

    private static UnsafeBuffer progress(final Path path, final int publishers) throws IOException {
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final MappedByteBuffer mapped =
                    file.map(FileChannel.MapMode.READ_WRITE, 0, (long) publishers * PROGRESS_STRIDE);
            return new UnsafeBuffer(mapped);
        }
    }

    private static void publish(final LogEngine engine, final int publisher, final UnsafeBuffer progress) {
        final SplittableRandom random = new SplittableRandom(publisher);
        final UnsafeBuffer value = new UnsafeBuffer(new byte[2048]);
        final BatchDraft batch = new BatchDraft();
        final Claim claim = new Claim();
        long acknowledged = progress.getLong(publisher * PROGRESS_STRIDE);
        try (Publisher to = engine.publisher(TOPIC)) {
            for (; ; ) {
                final int choice = random.nextInt(20);
                long result;
                int number = 1;
                if (choice == 0) {
                    final int length = fill(value, publisher, acknowledged, random.nextInt(1000));
                    result = to.tryClaim(length, claim);
                    if (result >= 0) {
                        claim.buffer().putBytes(0, value, 0, length);
                        result = random.nextBoolean() ? claim.commit() : claim.abort();
                    }
                } else if (choice == 1) {
                    number = random.nextInt(1, 20);
                    batch.clear();
                    for (int i = 0; i < number; i++) {
                        batch.add(value, 0, fill(value, publisher, acknowledged + i, random.nextInt(100)));
                    }
                    result = to.publish(batch);
                } else {
                    result = to.publish(value, 0, fill(value, publisher, acknowledged, random.nextInt(200)));
                }
                if (random.nextInt(8) == 0) {
                    LockSupport.parkNanos(random.nextInt(400_000)); // else the directory is too large to copy
                }
                if (result >= 0) {
                    acknowledged += number;
                    progress.putLongOrdered(publisher * PROGRESS_STRIDE, acknowledged);
                } else if (result == PublishResult.CLOSED) {
                    return;
                }
            }
        }
    }

    /** Make the value of a record that tells whether it is whole; its length. */
    static int fill(final UnsafeBuffer value, final int publisher, final long number, final int extra) {
        value.putLong(0, publisher);
        value.putLong(8, number);
        value.setMemory(16, extra, (byte) (publisher * 31 + number));
        return 16 + extra;
    }
}
