/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.Appender;
import io.taffrail.log.BatchCursor;
import io.taffrail.log.FollowerAppender;
import io.taffrail.log.LogContext;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.Replication;
import io.taffrail.settings.Durability;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.BootId;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A replica that fell idle is marked clean on the disk: a power loss leaves nothing that it may have forgotten. One that was
 * at work may have.
 */
class IdleReplicaCrashTest {
    private static final int RECORDS = 700;
    private static final int POWER_LOSSES = 40;
    private static final long LOG_ID = 42;
    private static final long UNUSED_NS = TimeUnit.SECONDS.toNanos(11);

    private TopicSettings settings;
    private long nowNs = TimeUnit.SECONDS.toNanos(100);

    @ParameterizedTest
    @CsvSource({"ASYNC,true", "ASYNC,false", "INTERVAL,true", "INTERVAL,false"})
    void shouldHaveForgottenNothingWhenThePowerGoesWhileItIsIdle(final Durability durability, final boolean isLeader)
            throws IOException {
        settings = TopicSettings.builder()
                .durability(durability)
                .segmentBytes(64 * 1024)
                .retentionMs(-1)
                .build();
        final Disk disk = new Disk(new BootId(7, 0), Session.ROOT);
        try (RecordingStorage storage = new RecordingStorage(disk.afterKill());
                RecordingStorage other = new RecordingStorage(disk.afterKill())) {
            final PartitionLog leader = open(isLeader ? storage : other);
            final PartitionLog follower = open(isLeader ? other : storage);
            leader.replica().lead(1);
            final PartitionLog log = isLeader ? leader : follower;
            final Appender publisher = leader.appender();
            final FollowerAppender appender = follower.replica().follow();

            run(leader, publisher, follower, appender);
            assertTrue(log.rolls() > 0);
            final int atWork = storage.history().moment();
            fallIdle(log);
            final int idle = storage.history().moment();
            run(leader, publisher, follower, appender);
            final int awake = storage.history().moment();
            fallIdle(log);
            final int idleAgain = storage.history().moment();
            storage.history().stop();

            play(disk, storage, 0, atWork);
            assertForgetful(disk);
            play(disk, storage, atWork, idle);
            assertHoldsAll(disk, RECORDS + 1);
            play(disk, storage, idle, awake);
            assertForgetful(disk);
            play(disk, storage, awake, idleAgain);
            assertHoldsAll(disk, 2 * RECORDS + 1);
        }
    }

    private void assertForgetful(final Disk disk) throws IOException {
        for (int seed = 0; seed < POWER_LOSSES; seed++) {
            try (RecordingStorage storage = new RecordingStorage(new PowerLoss(disk, seed).image())) {
                assertTrue(open(storage).replica().mayHaveForgotten(), "seed=" + seed);
            }
        }
        try (RecordingStorage storage = new RecordingStorage(disk.afterKill())) {
            assertFalse(open(storage).replica().mayHaveForgotten(), "killed");
        }
    }

    private void assertHoldsAll(final Disk disk, final long endOffset) throws IOException {
        for (int seed = 0; seed < POWER_LOSSES; seed++) {
            final PowerLoss loss = new PowerLoss(disk, seed);
            try (RecordingStorage storage = new RecordingStorage(loss.image())) {
                final PartitionLog log = open(storage);
                assertFalse(log.replica().mayHaveForgotten(), () -> loss.toString());
                assertEquals(endOffset, log.endOffset(), () -> loss.toString());
                assertEquals(1, log.replica().lastTerm());
            }
        }
    }

    private static void play(final Disk disk, final RecordingStorage storage, final int from, final int to) {
        for (int i = from; i < to; i++) {
            disk.apply(storage.history().event(i));
        }
    }

    private PartitionLog open(final RecordingStorage storage) throws IOException {
        final PartitionLog[] opened = new PartitionLog[1];
        opened[0] = new PartitionLog(
                new LogContext(
                        storage,
                        Session.DIRECTORY,
                        LOG_ID,
                        () -> 1,
                        (attempt, sinceNs) -> {
                            turn(opened[0]);
                            return attempt < 1_000;
                        },
                        new Uncommitted(),
                        active -> {},
                        error -> {}),
                settings);
        opened[0].load();
        return opened[0];
    }

    private void turn(final PartitionLog log) {
        nowNs += 1_000;
        log.doCursorWork(Integer.MAX_VALUE);
        log.doRoadWork(nowNs);
        log.doForceWork(nowNs);
        assertEquals(null, log.failure());
    }

    private void fallIdle(final PartitionLog log) {
        for (int i = 0; i < 3; i++) {
            turn(log);
            nowNs += UNUSED_NS;
        }
        assertFalse(log.isActive(), "it did not fall idle");
    }

    /** Publish, and carry it over. */
    private void run(
            final PartitionLog leader,
            final Appender publisher,
            final PartitionLog follower,
            final FollowerAppender appender) {
        final UnsafeBuffer value = new UnsafeBuffer(new byte[50]);
        for (int i = 0; i < RECORDS; i++) {
            assertTrue(publisher.append(value, 0, value.capacity()) >= 0);
        }
        try (BatchCursor batches = leader.replica().batches(appender.nextOffset())) {
            while (batches.look(10_000) > 0) {
                final UnsafeBuffer bytes = new UnsafeBuffer(new byte[batches.length()]);
                batches.buffer().getBytes(batches.index(), bytes, 0, batches.length());
                int taken = 0;
                for (int i = 0; taken < bytes.capacity(); i++) {
                    assertTrue(i < 1_000, "taken in vain");
                    taken += (int) Math.max(0, appender.append(bytes, taken, bytes.capacity() - taken));
                    turn(follower);
                }
                batches.pass();
            }
        }
        assertEquals(leader.endOffset(), follower.endOffset());
    }

    /** Of a log with replicas, none of which has answered. */
    private static final class Uncommitted implements Replication {
        @Override
        public long highWatermark() {
            return 0;
        }

        @Override
        public long appendLimitBytes() {
            return Long.MAX_VALUE;
        }

        @Override
        public long refusal() {
            return 0;
        }

        @Override
        public long keptFrom() {
            return OWN_RETENTION;
        }

        @Override
        public boolean isReplicated() {
            return true;
        }
    }
}
