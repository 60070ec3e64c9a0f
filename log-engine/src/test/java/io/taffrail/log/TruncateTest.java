/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.Durability;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TruncateTest {
    private static final int ROUNDS = Integer.getInteger("taffrail.truncate.rounds", 60);

    @TempDir
    Path directory;

    private final Copies replication = new Copies();
    private Path leading;
    private Path following;

    @BeforeEach
    void setUp() {
        leading = directory.resolve("leading");
        following = directory.resolve("following");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 700, 2_999, 3_000})
    void shouldEndAtAnyBatchAndGoOnUnderANewTerm(final int offset) throws IOException {
        final List<String> expected;
        try (TestLog log = led(leading, 3_000);
                Appender publisher = log.log.appender()) {
            log.log.fence();
            final List<String> before = Copies.batches(log);
            log.log.replica().truncate(offset);
            assertEquals(offset, log.log.endOffset());
            assertEquals(before.subList(0, offset), Copies.batches(log));
            assertEquals(offset == 0 ? 0 : 1, log.log.replica().lastTerm());
            log.log.replica().lead(2);
            assertEquals(offset + 1, TestLog.append(publisher, "new"));
            expected = Copies.batches(log);
            assertEquals(offset + 2, expected.size());
            log.assertNoErrors();
            log.abandon();
        }
        try (TestLog reopened = replication.open(leading)) {
            assertEquals(expected, Copies.batches(reopened));
            assertEquals(2, reopened.log.replica().lastTerm());
            assertEquals(
                    new TermBoundary(offset == 0 ? 0 : 1, offset),
                    reopened.log.replica().endOfTerm(1));
            reopened.assertNoErrors();
        }
    }

    @Test
    void shouldDropWholeSegmentsWhenItEndsBetweenTwo() throws IOException {
        try (TestLog log = led(leading, 3_000)) {
            final Segment[] segments = log.log.segments();
            final long boundary = segments[1].baseOffset();
            log.log.fence();
            log.log.replica().truncate(boundary);

            assertEquals(2, log.log.segments().length);
            assertEquals(segments[0].endPosition(), log.log.segments()[0].endPosition());
            try (Stream<Path> files = Files.list(leading)) {
                final long logs =
                        files.filter(file -> file.toString().endsWith(".log")).count();
                assertEquals(2, logs, "the others are deleted");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void shouldRecoverWhenWhatWasCutHadBeenMarkedDurable(final Durability durability) throws IOException {
        final TopicSettings settings = TestLog.small().durability(durability).build();
        final List<String> expected;
        try (TestLog log = replication.led(new FileStorage(), leading, settings);
                Appender publisher = log.log.appender()) {
            TestLog.appendMany(publisher, 900);
            log.log.requestForce(900);
            log.turn();
            log.log.requestForce(900);
            TestLog.appendMany(publisher, 1);
            log.log.requestForce(901);
            log.turn();
            log.log.fence();
            log.log.replica().truncate(300);
            assertTrue(log.log.durableOffset() <= 300, () -> "durable=" + log.log.durableOffset());
            final FollowerAppender appender = log.log.replica().follow();
            try (TestLog other = led(following, 301)) {
                other.log.fence();
                other.log.replica().lead(5);

                Copies.copy(other, log, appender);
                expected = Copies.batches(log);
                assertEquals(302, expected.size());
                assertEquals(Copies.batches(other), expected);
            }
            log.log.requestForce(302);
            log.turn();
            assertEquals(302, log.log.durableOffset());
            log.assertNoErrors();
            log.abandon();
        }
        try (TestLog reopened = replication.open(leading)) {
            assertEquals(expected, Copies.batches(reopened));
            assertEquals(5, reopened.log.replica().lastTerm());
            reopened.assertNoErrors();
        }
    }

    @Test
    void shouldRefuseWhatIsCommittedOrNoBoundaryOrStillLed() throws IOException {
        try (TestLog log = replication.led(leading);
                Appender publisher = log.log.appender()) {
            publisher.append(new BatchDraft()
                    .add(new RecordDraft().value(new byte[1]))
                    .add(new RecordDraft().value(new byte[1])));
            TestLog.appendMany(publisher, 10);
            final ReplicaLog replica = log.log.replica();
            assertThrows(IllegalStateException.class, () -> replica.truncate(5));
            assertThrows(IllegalStateException.class, () -> replica.discard(5, 0));
            log.log.fence();
            replication.highWatermark = 5;

            assertThrows(IllegalArgumentException.class, () -> replica.truncate(4));
            assertThrows(IllegalArgumentException.class, () -> replica.truncate(13));
            replication.highWatermark = 0;
            assertThrows(IllegalArgumentException.class, () -> replica.truncate(1), "inside a batch");
            replica.truncate(2);
            assertEquals(2, log.log.endOffset());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500, 3_000, 9_000})
    void shouldBeginAnewAtAnOffset(final int offset) throws IOException {
        try (TestLog log = led(leading, 3_000);
                PartitionReader reader = log.reader()) {
            replication.highWatermark = 10;
            assertEquals(10, TestLog.readAll(reader).size());
            log.log.fence();
            final FollowerAppender appender = log.log.replica().follow();
            log.log.replica().discard(offset, offset == 0 ? 0 : 4);

            assertEquals(offset, log.log.logStartOffset());
            assertEquals(offset, log.log.endOffset());
            assertEquals(offset, appender.nextOffset());
            assertEquals(offset == 0 ? 0 : 4, log.log.replica().lastTerm());
            assertEquals(List.of(), Copies.batches(log));
            assertEquals(null, log.log.replica().batchBefore(offset));
            assertEquals(1, log.log.segments().length);
            log.assertNoErrors();
            log.abandon();
        }
        replication.highWatermark = 0;
        try (TestLog reopened = replication.open(leading);
                Appender publisher = reopened.log.appender()) {
            assertEquals(offset, reopened.log.endOffset());
            assertEquals(offset == 0 ? 0 : 4, reopened.log.replica().lastTerm());
            reopened.log.fence();
            reopened.log.replica().lead(6);
            assertEquals(offset + 1, TestLog.append(publisher, "new"));
            assertEquals(
                    new TermBoundary(offset == 0 ? 0 : 4, offset),
                    reopened.log.replica().endOfTerm(5));
        }
    }

    @Test
    void shouldTruncateAndDiscardWhenIdle() throws IOException {
        try (TestLog log = led(leading, 10)) {
            log.fallIdle();
            log.log.fence();
            log.log.replica().truncate(4);
            final FollowerAppender appender = log.log.replica().follow();
            assertEquals(4, appender.nextOffset());
            log.fallIdle();
            log.log.replica().truncate(2);
            assertEquals(2, appender.nextOffset());
            log.fallIdle();
            log.log.replica().discard(70, 3);
            assertEquals(70, appender.nextOffset());
            log.fallIdle();
        }
        try (TestLog reopened = replication.open(leading)) {
            assertEquals(70, reopened.log.endOffset());
            assertEquals(3, reopened.log.replica().lastTerm());
            reopened.assertNoErrors();
        }
    }

    @Test
    void shouldNotShowAReaderWhatStoodBehindTheCutBefore() throws IOException {
        try (TestLog log = led(leading, 20);
                Appender publisher = log.log.appender();
                PartitionReader reader = log.reader();
                LogView view = new LogView(new FileStorage(), leading, TestLog.LOG_ID);
                PartitionReader outside = view.reader(ReaderStrategy.EAGER);
                BatchCursor batches = log.log.replica().batches(0)) {
            replication.highWatermark = 10;
            log.turn();
            assertEquals(10, TestLog.readAll(reader).size());
            assertEquals(10, TestLog.readAll(outside).size());
            while (batches.look(1 << 20) > 0) {
                batches.pass();
            }
            log.log.fence();
            log.log.replica().truncate(10);
            log.log.replica().lead(2);
            TestLog.append(publisher, "new");
            replication.highWatermark = 12;
            log.turn();

            assertEquals(List.of("11=new"), TestLog.readAll(reader));
            assertEquals(List.of("11=new"), readAllSoon(outside));
            assertEquals(BatchCursor.OUT_OF_RANGE, batches.look(1), "it stood at 20");
            batches.seek(10);
            assertTrue(batches.look(1) > 0);
            assertEquals(10, batches.baseOffset());
        }
    }

    /** Two logs that lead in turns, each of them ahead of the other or cut, closed or killed now and then. */
    @Test
    void shouldStayTheSameLogOverManyTermsCutsAndRestarts() throws IOException {
        final long seed = Long.getLong("taffrail.truncate.seed", System.nanoTime());
        final Random random = new Random(seed);
        final TestLog[] logs = {replication.open(leading), replication.open(following)};
        try {
            for (int round = 1; round <= ROUNDS; round++) {
                round(random, logs, round + 1);
            }
        } catch (final AssertionError | RuntimeException ex) {
            throw new AssertionError("seed=" + seed + " (-Dtaffrail.truncate.seed)", ex);
        } finally {
            logs[0].close();
            logs[1].close();
        }
    }

    private void round(final Random random, final TestLog[] logs, final int term) throws IOException {
        final int led = random.nextInt(2);
        final TestLog leader = logs[led];
        final TestLog follower = logs[1 - led];
        leader.log.fence();
        leader.log.replica().lead(term);
        try (Appender publisher = leader.log.appender()) {
            TestLog.appendMany(publisher, random.nextInt(800));
        }
        follower.log.fence();
        final FollowerAppender appender = follower.log.replica().follow();
        final TermBoundary theirs =
                leader.log.replica().endOfTerm(follower.log.replica().lastTerm());
        final TermBoundary ours = follower.log.replica().endOfTerm(theirs.term());
        final long common = Math.min(theirs.endOffset(), ours.endOffset());
        assertEquals(
                leader.log.replica().batchBefore(common), follower.log.replica().batchBefore(common));
        if (common < follower.log.endOffset()) {
            follower.log.replica().truncate(common);
        }
        final long until = common + random.nextInt(1_000);
        Copies.copy(leader, follower, appender, 1 << random.nextInt(16), random.nextBoolean() ? Long.MAX_VALUE : until);
        final List<String> copied = Copies.batches(follower);
        assertEquals(Copies.batches(leader).subList(0, copied.size()), copied);
        for (int i = 0; i < 2; i++) {
            logs[i].assertNoErrors();
            if (random.nextInt(4) == 0) {
                logs[i] = reopened(logs[i], random);
            }
        }
    }

    private TestLog reopened(final TestLog log, final Random random) throws IOException {
        final List<String> before = Copies.batches(log);
        final int term = log.log.replica().lastTerm();
        switch (random.nextInt(3)) {
            case 0 -> log.abandon();
            case 1 -> log.log.fence();
            default -> log.fallIdleUnlessFenced();
        }
        log.close();
        final TestLog again = replication.open(log.log.directory());
        assertEquals(before, Copies.batches(again));
        assertEquals(term, again.log.replica().lastTerm());
        return again;
    }

    @Test
    void shouldNotShowAReaderASegmentThatWasCutOffUnderIt() throws IOException {
        try (TestLog log = led(leading, 3_000);
                LogView view = new LogView(new FileStorage(), leading, TestLog.LOG_ID);
                PartitionReader reader = log.reader();
                PartitionReader outside = view.reader(ReaderStrategy.EAGER);
                Appender publisher = log.log.appender()) {
            final long boundary = log.log.segments()[1].baseOffset();
            replication.highWatermark = boundary;
            log.turn();
            assertEquals(boundary, TestLog.readAll(reader).size());
            assertEquals(boundary, TestLog.readAll(outside).size());
            assertEquals(0, reader.poll(record -> {}, 1), "steps over the filler, into what is not committed");
            assertEquals(0, outside.poll(record -> {}, 1));

            log.log.fence();
            log.log.replica().truncate(boundary);
            log.log.replica().lead(2);
            assertEquals(boundary + 1, TestLog.append(publisher, "new"));
            replication.highWatermark = boundary + 2;
            log.turn();

            assertEquals(List.of(boundary + 1 + "=new"), TestLog.readAll(reader));
            assertEquals(List.of(boundary + 1 + "=new"), readAllSoon(outside));
            log.assertNoErrors();
        }
    }

    private static List<String> readAllSoon(final PartitionReader reader) {
        for (int i = 0; i < 10; i++) {
            final List<String> values = TestLog.readAll(reader);
            if (!values.isEmpty()) {
                return values;
            }
        }
        return List.of();
    }

    private TestLog led(final Path path, final int records) throws IOException {
        final TestLog leader = replication.led(path);
        try (Appender publisher = leader.log.appender()) {
            TestLog.appendMany(publisher, records);
        }
        leader.turn();
        return leader;
    }
}
