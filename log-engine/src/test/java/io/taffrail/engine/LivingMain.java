/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.BatchDraft;
import io.taffrail.log.PublishResult;
import io.taffrail.settings.Durability;
import io.taffrail.settings.EngineConfig;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A process that lives to be killed: data directory, file for its notes, number of its life, settings as key=value.
 * Several threads publish in every way there is, one reads, the main thread looks at the durable offset; it ends when its
 * input does. Whatever is wrong already while it runs is printed as a line that begins with "broken promise".
 */
final class LivingMain {
    static final String TOPIC = "lives";

    /** Last argument: some pages of the files go to the disk at once, others much later, as a busy system does it. */
    static final String SCATTER = "scatter=true";

    private static final int MAX_BLOCK_MS = 30_000; // a busy disk is not what is looked for
    private static final int PAGE = 4096;
    private static final int MAX_BATCH = 20;
    private static final int LEFT_OPEN_EVERY = 4_000;

    private final Path directory;
    private final LogEngine engine;
    private final PartitionHandle partition;
    private final LifeNotes notes;
    private final int life;
    private final boolean isSync;

    private LivingMain(final Path directory, final LogEngine engine, final LifeNotes notes, final int life) {
        this.directory = directory;
        this.engine = engine;
        this.partition = engine.partition(TOPIC, 0);
        this.notes = notes;
        this.life = life;
        this.isSync = engine.describeTopic(TOPIC).settings().durability() == Durability.SYNC;
    }

    /** What to start one with: small segments, so that it rolls and deletes much. */
    static Object[] arguments(
            final Path data, final Path notes, final int life, final Durability durability, final int retentionBytes) {
        return new Object[] {
            data,
            notes,
            life,
            "durability=" + durability.name().toLowerCase(Locale.ROOT),
            "segment.bytes=65536",
            "retention.bytes=" + retentionBytes,
            "flush.ms=5",
            "max.message.bytes=16384"
        };
    }

    public static void main(final String[] arguments) throws IOException {
        final Map<String, String> settings = new java.util.HashMap<>();
        for (int i = 3; i < arguments.length; i++) {
            final String[] setting = arguments[i].split("=");
            settings.put(setting[0], setting[1]);
        }
        final boolean isScattered = settings.remove("scatter") != null;
        start("input", LivingMain::endWithInput);
        final LifeNotes notes = LifeNotes.open(Path.of(arguments[1]));
        final LogEngine engine = LogEngine.open(
                Path.of(arguments[0]),
                EngineConfig.builder().maxBlockMs(MAX_BLOCK_MS).build());
        if (!engine.topics().exists(TOPIC)) {
            engine.topics().create(TOPIC, 1, settings);
        }
        new LivingMain(Path.of(arguments[0]), engine, notes, Integer.parseInt(arguments[2])).live(isScattered);
    }

    private void live(final boolean isScattered) {
        notes.term(partition.offsets().term());
        for (int i = 0; i < LifeNotes.PUBLISHERS; i++) {
            final int lane = i;
            start("publisher-" + lane, () -> new Lane(lane).run());
        }
        start("reader", this::read);
        if (isScattered) {
            start("scatter", this::scatter);
        }
        System.out.println("publishing");
        final SplittableRandom random = new SplittableRandom(life);
        for (long durable = 0; ; ) {
            final boolean mayWait =
                    random.nextInt(64) == 0 && partition.offsets().endOffset() > 0;
            final long now = mayWait ? partition.flush() : partition.durableOffset();
            if (now < durable) {
                say("the durable offset goes back: before=" + durable + " now=" + now);
            }
            durable = now;
            notes.durable(durable);
            LockSupport.parkNanos(100_000);
        }
    }

    private void read() {
        final LifeValue value = new LifeValue();
        final long[] next = {partition.offsets().endOffset()};
        try (Subscription all = engine.subscribe(TOPIC, StartAt.offset(next[0]))) {
            for (; ; ) {
                final int polled = all.poll(record -> next[0] = seen(value.read(record), next[0]), 100);
                if (polled == Subscription.OUT_OF_RANGE) {
                    next[0] = Math.max(next[0] + all.lostRecords(0), next[0]);
                    all.seek(0, next[0]);
                } else if (polled == 0) {
                    LockSupport.parkNanos(50_000);
                }
            }
        } catch (final AssertionError ex) {
            say(ex.getMessage());
        }
    }

    private void scatter() {
        final SplittableRandom random = new SplittableRandom(~life);
        final Path files = Layout.partitionDirectory(directory, TOPIC, 0);
        for (; ; ) {
            try (Stream<Path> list = Files.list(files)) {
                final List<Path> all = list.toList();
                final Path path = all.get(random.nextInt(all.size()));
                try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    final int pages = (int) (file.size() / PAGE);
                    final int from = random.nextInt(Math.max(1, pages)) * PAGE;
                    final long length = Math.min(random.nextInt(1, 8) * PAGE, file.size() - from);
                    file.map(FileChannel.MapMode.READ_WRITE, from, length).force();
                }
            } catch (final IOException | RuntimeException | InternalError ex) {
                continue; // deleted meanwhile, or the disk is gone
            } finally {
                LockSupport.parkNanos(random.nextInt(5_000_000));
            }
        }
    }

    private long seen(final LifeValue.Found found, final long next) {
        if (found.offset() < next) {
            say("read twice: offset=" + found.offset() + " next=" + next);
        }
        if (notes.hasRoom(LifeNotes.READER, 1)) {
            notes.add(
                    LifeNotes.READER,
                    new LifeNotes.Note(
                            LifeNotes.Kind.SEEN,
                            found.life(),
                            found.lane(),
                            found.number(),
                            found.offset(),
                            found.checksum()));
        }
        return found.offset() + 1;
    }

    private static void say(final String what) {
        System.out.println("broken promise: " + what);
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (final IOException ex) {
            say(ex.toString());
        }
        Runtime.getRuntime().halt(0);
    }

    private static void start(final String name, final Runnable work) {
        final Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** One publisher. */
    private final class Lane {
        private final int lane;
        private final SplittableRandom random;
        private final UnsafeBuffer value = new UnsafeBuffer(new byte[LifeValue.MAX_LENGTH + Long.BYTES]);
        private final BatchDraft batch = new BatchDraft();
        private final Claim claim = new Claim();
        private long number;

        Lane(final int lane) {
            this.lane = lane;
            this.random = new SplittableRandom(life * 31L + lane);
        }

        void run() {
            final Publisher to = engine.publisher(TOPIC);
            while (notes.hasRoom(lane, MAX_BATCH)) {
                final int choice = random.nextInt(16);
                final int count = choice == 0 ? random.nextInt(1, MAX_BATCH + 1) : 1;
                final long first = number;
                number += count;
                notes.attempt(lane, number - 1);
                final long result =
                        switch (choice) {
                            case 0 -> batch(to, first, count);
                            case 1, 2, 3 -> claim(to, first);
                            default -> to.publish(value, 0, fill(first));
                        };
                if (result >= 0) {
                    acknowledge(result, first, count);
                } else if (result == PublishResult.FAILED || result == PublishResult.CLOSED) {
                    return;
                }
                if (random.nextInt(4) == 0) {
                    LockSupport.parkNanos(random.nextInt(200_000)); // else its notes are full too soon
                }
            }
        }

        private void acknowledge(final long offset, final long first, final int count) {
            if (isSync && partition.durableOffset() < offset + count) {
                say("acknowledged before it was durable: offset=" + offset + " durable=" + partition.durableOffset());
            }
            final int before = notes.count(lane);
            for (int i = 0; i < count; i++) {
                final int length = fill(first + i);
                notes.put(lane, before + i, note(LifeNotes.Kind.ACKNOWLEDGED, first + i, offset + i, length));
            }
            notes.publish(lane, count);
        }

        private long batch(final Publisher to, final long first, final int count) {
            batch.clear();
            int bytes = 0;
            for (int i = 0; i < count; i++) {
                final int length = fill(first + i);
                bytes += length;
                batch.add(value, 0, length);
            }
            return bytes > LifeValue.MAX_LENGTH ? PublishResult.TOO_LARGE : to.publish(batch);
        }

        private long claim(final Publisher to, final long first) {
            final int length = fill(first);
            final long offset = to.tryClaim(length, claim);
            if (offset < 0) {
                return offset;
            }
            final int half = length / 2;
            claim.buffer().putBytes(0, value, 0, half);
            if (random.nextInt(LEFT_OPEN_EVERY) == 0) {
                LockSupport.park(this); // until the end
            } else if (random.nextInt(4) == 0) {
                LockSupport.parkNanos(random.nextInt(2_000_000));
            }
            claim.buffer().putBytes(half, value, half, length - half);
            if (random.nextInt(3) > 0) {
                return claim.commit();
            }
            notes.add(lane, note(LifeNotes.Kind.ABORTING, first, offset, length));
            return claim.abort();
        }

        private int fill(final long attempt) {
            LifeValue.fill(value, life, lane, attempt);
            return LifeValue.length(life, lane, attempt);
        }

        private LifeNotes.Note note(
                final LifeNotes.Kind kind, final long attempt, final long offset, final int length) {
            return new LifeNotes.Note(kind, life, lane, attempt, offset, LifeValue.checksum(value, length));
        }
    }
}
