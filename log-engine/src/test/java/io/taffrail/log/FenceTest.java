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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FenceTest {
    @TempDir
    Path directory;

    @Test
    void shouldRefuseEveryFormWhenFenced() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, 10);

            assertEquals(10, test.log.fence());

            assertEquals(PublishResult.NOT_LEADER, TestLog.append(appender, "late"));
            assertEquals(PublishResult.NOT_LEADER, appender.append(new RecordDraft().value(new byte[1])));
            assertEquals(PublishResult.NOT_LEADER, appender.tryClaim(1));
            assertEquals(10, test.log.endOffset());
            assertEquals(10, test.log.fence(), "a second fence changes nothing");
        }
    }

    @Test
    void shouldGoOnInTheSameSegmentWhenNothingWasOpen() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, 10);
            test.log.fence();

            test.log.beginTerm(7);

            assertEquals(10, TestLog.append(appender, "new"));
            assertEquals(1, test.log.segments().length);
            assertEquals(7, test.log.term());
            assertEquals(List.of(1, 7), terms(test, 9));
        }
    }

    @Test
    void shouldCutAtTheOpenClaimAndAnswerFencedWhenItIsCommittedLate() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender open = test.log.appender();
                Appender behind = test.log.appender()) {
            TestLog.appendMany(behind, 10);
            assertEquals(10, open.tryClaim(8));
            assertEquals(11, TestLog.append(behind, "dropped"));

            assertEquals(10, test.log.fence());
            assertEquals(PublishResult.FENCED, open.commit());
            test.log.beginTerm(2);
            assertEquals(10, TestLog.append(open, "new"));

            final List<String> all = test.readAll();
            assertEquals(11, all.size());
            assertEquals("10=new", all.get(10));
            assertEquals(2, test.log.segments().length);
        }
    }

    @Test
    void shouldAnswerFencedWhenAClaimIsAbortedOrCommittedAfterTheNextTermBegan() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender first = test.log.appender();
                Appender second = test.log.appender()) {
            assertEquals(0, first.tryClaim(8));
            assertEquals(1, second.tryClaim(8));
            test.log.fence();
            test.log.beginTerm(2);

            assertEquals(PublishResult.FENCED, first.abort());
            second.buffer().putLong(second.valueIndex(), 1);
            final long late = second.commit();

            assertTrue(late == PublishResult.FENCED || late == 1, () -> PublishResult.describe(late));
            assertEquals(List.of(), test.readAll(), "nothing of the old term is visible");
            assertEquals(0, TestLog.append(second, "new"));
            assertEquals(List.of("0=new"), test.readAll());
        }
    }

    @Test
    void shouldRefuseATermThatIsNotLargerOrALogThatIsNotFenced() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.append(appender, "value");
            assertThrows(IllegalStateException.class, () -> test.log.beginTerm(5));
            test.log.fence();
            assertThrows(IllegalArgumentException.class, () -> test.log.beginTerm(1));
            test.log.beginTerm(2);
            assertEquals(1, TestLog.append(appender, "value"));
        }
    }

    @Test
    void shouldFenceAndBeginATermWhenIdle() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, 3);
            test.fallIdle();

            assertEquals(3, test.log.fence());
            assertEquals(PublishResult.NOT_LEADER, TestLog.append(appender, "late"));
            test.log.beginTerm(9);

            assertEquals(3, TestLog.append(appender, "new"));
            assertEquals(List.of(1, 9), terms(test, 2));
        }
        try (TestLog reopened = TestLog.open(directory)) {
            assertEquals(9, reopened.log.term(), "a clean open keeps the term");
        }
    }

    @Test
    void shouldGoOnOrderlyWhenIdleAndAReaderHoldsTheSegment() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender();
                PartitionReader reader = test.reader()) {
            TestLog.append(appender, "old");
            assertEquals(List.of("0=old"), TestLog.readAll(reader));
            test.fallIdle();

            test.log.fence();
            test.log.beginTerm(2);
            assertEquals(1, TestLog.append(appender, "new"));

            assertEquals(2, test.log.endOffset());
            assertEquals(List.of("1=new"), TestLog.readAll(reader));
            test.abandon();
        }
        try (TestLog reopened = TestLog.open(directory)) {
            assertEquals(List.of("0=old", "1=new"), reopened.readAll());
            assertEquals(3, reopened.log.term(), "it was not closed cleanly");
        }
    }

    @Test
    void shouldStartAnEmptyLogUnderTheTermThatWasBegun() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            assertEquals(0, test.log.fence());
            test.log.beginTerm(5);

            assertEquals(0, TestLog.append(appender, "first"));
            assertEquals(5, test.log.term());
            assertEquals(List.of(5), terms(test, 0));
        }
    }

    @Test
    void shouldKeepTheRoadClearWhenTheNextTermBeganLongAfterTheFence() throws IOException {
        try (TestLog test = TestLog.open(directory);
                Appender appender = test.log.appender()) {
            TestLog.appendMany(appender, 10);
            final long before = test.activations();
            assertTrue(test.log.isBusy());
            test.log.fence();
            test.log.beginTerm(2);
            assertTrue(test.log.isBusy(), "its duties are done again");
            assertTrue(test.activations() > before, "the engine was told that there is work");
        }
    }

    @Test
    void shouldAnswerFencedWhenASyncRecordIsCutOffBeforeItIsDurable() throws IOException {
        final TopicSettings settings =
                TestLog.small().durability(Durability.SYNC).build();
        try (TestLog test = TestLog.open(directory, settings);
                Appender open = test.log.appender();
                Appender behind = test.log.appender()) {
            TestLog.append(open, "first");
            assertEquals(1, open.tryClaim(8));
            test.startDuties();
            final AtomicLong result = new AtomicLong(Long.MIN_VALUE);
            final Thread publisher = new Thread(() -> result.set(TestLog.append(behind, "behind an open claim")));
            publisher.start();
            Await.until("the record is claimed", () -> test.log.claimedOffset() == 3);

            test.log.fence();
            test.log.beginTerm(2);
            assertEquals(PublishResult.FENCED, open.commit());
            for (int i = 1; i < 5; i++) {
                assertEquals(i, TestLog.append(open, "new" + i));
            }
            Await.ended(publisher);

            assertEquals(PublishResult.FENCED, result.get(), PublishResult.describe(result.get()));
        }
    }

    @Test
    void shouldForceWhatWasCommittedWhenFencedBeforeItWasForced() throws IOException {
        final TopicSettings settings =
                TestLog.small().durability(Durability.SYNC).build();
        try (TestLog test = TestLog.open(directory, settings);
                Appender appender = test.log.appender()) {
            TestLog.append(appender, "first");
            test.startDuties();
            test.stopDuties();
            final AtomicLong result = new AtomicLong(Long.MIN_VALUE);
            final Thread publisher = new Thread(() -> {
                appender.tryClaim(1);
                result.set(appender.commit());
            });
            test.holdDuties(true);
            publisher.start();
            Await.until("the record is committed", () -> test.log.endOffset() == 2);

            assertEquals(2, test.log.fence());
            assertTrue(test.log.isBusy(), "a force is due");
            test.holdDuties(false);
            Await.ended(publisher);

            assertEquals(1, result.get(), PublishResult.describe(result.get()));
            assertEquals(2, test.log.durableOffset());
        }
    }

    @Test
    void shouldAnswerWhenASyncRecordIsFencedBeforeItIsForced() throws IOException {
        final TopicSettings settings =
                TestLog.small().durability(Durability.SYNC).build();
        try (TestLog test = TestLog.open(directory, settings);
                Appender appender = test.log.appender()) {
            TestLog.append(appender, "first");
            final AtomicLong result = new AtomicLong(Long.MIN_VALUE);
            final Thread publisher = new Thread(() -> {
                final long claimed = appender.tryClaim(1);
                test.log.fence();
                result.set(claimed < 0 ? claimed : appender.commit());
            });
            publisher.start();
            Await.ended(publisher);

            assertEquals(PublishResult.FENCED, result.get());
            assertEquals(1, test.log.endOffset());
        }
    }

    private static List<Integer> terms(final TestLog test, final long from) {
        final List<Integer> terms = new ArrayList<>();
        try (PartitionReader reader = test.reader()) {
            reader.seek(from);
            while (reader.poll(record -> terms.add(record.term()), 10) > 0) {
                continue;
            }
        }
        return terms;
    }
}
