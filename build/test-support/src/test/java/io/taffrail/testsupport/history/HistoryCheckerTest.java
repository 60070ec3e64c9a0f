/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Histories made by hand, one bad one at least for each kind of finding, and good ones that come close. */
class HistoryCheckerTest {
    private long timeNs;
    private final HistoryRecorder recorder = HistoryRecorder.inMemory(() -> ++timeNs);
    private final ProcessRecorder writer = recorder.process(0);
    private final ProcessRecorder other = recorder.process(1);
    private final ProcessRecorder reader = recorder.process(2);
    private final ProcessRecorder second = recorder.process(3);

    @Test
    void shouldFindNothingWhereNothingHappened() {
        assertFound();
        assertEquals(0, check().counts().operations());
    }

    @Test
    void shouldAcceptConcurrentPublishesWithGapsAndUnknownOutcomes() {
        final PendingOperation slow = writer.invokePublish(0, 10);
        final PendingOperation pipelined = writer.invokePublish(0, 11, 12);
        final PendingOperation lost = other.invokePublish(0, 20);
        final PendingOperation done = other.invokePublish(0, 21);
        pipelined.okAt(5);
        slow.okAt(3);
        lost.unknown("timeout");
        done.unknown("timeout");
        other.invokePublish(0, 22).fail("refused");
        reader.assignAt(0, 0);
        poll(reader, 3, 10, 4, 21, 5, 11);
        poll(reader);
        poll(reader, 6, 12);

        assertFound();
        assertEquals(new HistoryCounts(9, 3, 2, 1, 1, 4), check().counts());
    }

    @Test
    void shouldAcceptAnUnknownPublishThatTakesEffectLate() {
        writer.invokePublish(0, 10).unknown("timeout");
        publish(writer, 11, 0);
        poll(reader, 0, 11, 1, 10);

        assertFound();
    }

    @Test
    void shouldFindAnUnknownPublishBehindWhichItsClientHadPublishedBefore() {
        publish(writer, 10, 5);
        writer.invokePublish(0, 11).unknown("timeout");
        poll(reader, 3, 11, 5, 10);

        assertFound(Anomaly.REORDERED);
    }

    @Test
    void shouldFindALostWrite() {
        publish(writer, 10, 0);
        publish(writer, 11, 1);
        publish(writer, 12, 2);
        poll(reader, 0, 10, 2, 12);

        assertFound(Anomaly.LOST_WRITE);
        assertEvidence("0.1 ok publish 0=1:11", "2.0 ok poll 0=0:10,2:12");
    }

    @Test
    void shouldFindALostWriteWhoseOffsetHoldsAnother() {
        publish(writer, 10, 0);
        other.invokePublish(0, 20);
        poll(reader, 0, 20);

        assertFound(Anomaly.LOST_WRITE, Anomaly.INCONSISTENT_OFFSET);
    }

    @Test
    void shouldFindWhatTheLastReadersMissThoughOthersHadReadIt() {
        publish(writer, 10, 0);
        publish(writer, 11, 1);
        poll(reader, 0, 10, 1, 11);
        second.assignAt(0, 0);
        poll(second, 1, 11);

        assertFound(Expectations.strict().readBy(process -> process == 3), Anomaly.LOST_WRITE, Anomaly.SKIPPED_POLL);
    }

    @Test
    void shouldNotMissWhatRetentionDeleted() {
        publish(writer, 10, 0);
        publish(writer, 11, 1);
        publish(writer, 12, 2);
        poll(reader, 0, 10, 1, 11);
        second.assignAt(0, 0);
        poll(second, 2, 12);

        final Expectations last = Expectations.strict().readBy(process -> process == 3);
        assertFound(last.withLogStart(0, 2));
        assertFound(last.withLogStart(0, 1), Anomaly.LOST_WRITE, Anomaly.SKIPPED_POLL);
    }

    @Test
    void shouldFindUnseenWrites() {
        publish(writer, 10, 0);
        publish(writer, 11, 1);
        writer.invokePublish(0, 12).ok();
        poll(reader, 0, 10);

        assertFound(Anomaly.UNSEEN);
        assertEquals(2, check().count(Anomaly.UNSEEN));
    }

    @Test
    void shouldMissWhatWasAcknowledgedOnceThoughTriedAgain() {
        publish(writer, 10, 0);
        writer.invokePublish(0, 10).unknown("timeout");

        assertFound(Anomaly.UNSEEN);
    }

    @Test
    void shouldFindADuplicateOfAnAcknowledgedWrite() {
        publish(writer, 10, 0);
        publish(writer, 11, 1);
        poll(reader, 0, 10, 1, 11, 2, 10);

        assertFound(Anomaly.DUPLICATE);
        assertTrue(HistoryChecker.check(recorder.history(), Expectations.atLeastOnce())
                .isValid());
    }

    @Test
    void shouldFindADuplicateOfAnUnknownWriteAndOfOneThatWasTriedTwice() {
        writer.invokePublish(0, 10).unknown("timeout");
        writer.invokePublish(0, 11).unknown("timeout");
        publish(writer, 11, 3);
        poll(reader, 0, 10, 1, 10, 2, 11, 3, 11);

        assertFound(Anomaly.DUPLICATE);
        assertEquals(2, check().count(Anomaly.DUPLICATE));
    }

    @Test
    void shouldFindTwoValuesAtOneOffset() {
        writer.invokePublish(0, 10);
        other.invokePublish(0, 20);
        poll(reader, 0, 10);
        poll(second, 0, 20);

        assertFound(Anomaly.INCONSISTENT_OFFSET);
        assertEvidence("0.0 info publish 0=:10", "1.0 info publish 0=:20", "2.0 ok poll 0=0:10", "3.0 ok poll 0=0:20");
    }

    @Test
    void shouldAcceptTheOffsetOfALostUnknownWriteForAnother() {
        final PendingOperation pending = writer.invokePublish(0, 10);
        pending.unknown("had offset 0 in a term that ended");
        publish(other, 20, 0);
        poll(reader, 0, 20);

        assertFound();
    }

    @Test
    void shouldFindAReadOfWhatWasNeverPublished() {
        poll(reader, 0, 10);

        assertFound(Anomaly.UNEXPECTED_READ);
    }

    @Test
    void shouldFindAReadFromTheWrongPartition() {
        writer.invokePublish(1, 10).okAt(0);
        poll(reader, 0, 10);

        assertFound(Anomaly.UNEXPECTED_READ, Anomaly.UNSEEN);
    }

    @Test
    void shouldFindAReadOfAFailedWrite() {
        writer.invokePublish(0, 10).fail("aborted");
        poll(reader, 0, 10);

        assertFound(Anomaly.ABORTED_READ);
        assertEvidence("0.0 fail publish 0=:10 # aborted", "2.0 ok poll 0=0:10");
    }

    @Test
    void shouldFindReadsOfTransactionsThatWereNotCommitted() {
        writer.begin();
        publish(writer, 10, 0);
        writer.invokeAbort().unknown("timeout");
        writer.begin();
        publish(writer, 11, 1);
        writer.invokeCommit().fail("fenced");
        writer.begin();
        publish(writer, 12, 2);
        writer.crash();
        writer.begin();
        publish(writer, 13, 3);
        poll(reader, 0, 10, 1, 11, 2, 12, 3, 13);

        assertFound(Anomaly.ABORTED_READ);
        assertEquals(4, check().count(Anomaly.ABORTED_READ));
    }

    @Test
    void shouldAcceptTransactionsOfUnknownOutcomeReadOrNot() {
        writer.begin();
        publish(writer, 10, 0);
        final PendingOperation commit = writer.invokeCommit();
        poll(reader, 0, 10);
        commit.unknown("timeout");
        writer.begin();
        publish(writer, 11, 2);
        writer.invokeCommit();

        assertFound();
    }

    @Test
    void shouldFindAPartOfATransactionMissing() {
        writer.begin();
        publish(writer, 10, 0);
        publish(writer, 11, 1);
        writer.invokeCommit().unknown("timeout");
        publish(other, 20, 3);
        poll(reader, 0, 10, 3, 20);

        assertFound(Anomaly.LOST_WRITE);
    }

    @Test
    void shouldFindAReadBeforeTheCommit() {
        writer.begin();
        publish(writer, 10, 0);
        poll(reader, 0, 10);
        writer.invokeCommit().ok();

        assertFound(Anomaly.PRECOMMITTED_READ);
    }

    @Test
    void shouldFindPublishesOutOfOrder() {
        publish(writer, 10, 1);
        publish(writer, 11, 0);
        poll(reader, 0, 11, 1, 10);

        assertFound(Anomaly.REORDERED);
        assertEvidence("0.0 ok publish 0=1:10", "0.1 ok publish 0=0:11");
    }

    @Test
    void shouldNotOrderDifferentClientsOrPartitions() {
        publish(writer, 10, 1);
        publish(other, 20, 0);
        writer.invokePublish(1, 11).okAt(0);
        final PendingOperation poll = reader.invokePoll();
        poll.ok(new PolledRecords().add(1, 0, 11).add(0, 0, 20).add(0, 1, 10));

        assertFound();
    }

    @Test
    void shouldFindDisorderWithinABatchAndWithinATransaction() {
        writer.invokePublish(0, 10, 11).okAt(new long[] {1, 0});
        other.begin();
        publish(other, 20, 3);
        publish(other, 21, 2);
        other.invokeCommit().ok();
        poll(reader, 0, 11, 1, 10, 2, 21, 3, 20);

        assertFound(Anomaly.NONMONOTONIC_SEND);
        assertEquals(2, check().count(Anomaly.NONMONOTONIC_SEND));
    }

    @Test
    void shouldFindAStrangerWithinABatch() {
        writer.invokePublish(0, 10, 11).okAt(new long[] {0, 2});
        publish(other, 20, 1);
        poll(reader, 0, 10, 1, 20, 2, 11);

        assertFound(Anomaly.SKIPPED_SEND);
    }

    @Test
    void shouldFindAStrangerWithinATransactionWhereThatIsForbidden() {
        writer.begin();
        publish(writer, 10, 0);
        publish(writer, 11, 2);
        writer.invokeCommit().ok();
        publish(other, 20, 1);
        poll(reader, 0, 10, 1, 20, 2, 11);

        assertTrue(check().isValid());
        assertFound(Expectations.strict().forbidding(Anomaly.INTERLEAVED_SEND), Anomaly.INTERLEAVED_SEND);
    }

    @Test
    void shouldFindPollsThatGoBack() {
        publishThree();
        poll(reader, 0, 10, 1, 11);
        poll(reader, 1, 11, 2, 12);

        assertFound(Anomaly.NONMONOTONIC_POLL);
        assertEvidence("2.0 ok poll 0=0:10,1:11", "2.1 ok poll 0=1:11,2:12");
    }

    @Test
    void shouldFindAPollBeforeTheOffsetAssigned() {
        publishThree();
        poll(second, 0, 10);
        reader.assignAt(0, 1);
        poll(reader, 0, 10, 1, 11, 2, 12);

        assertFound(Anomaly.NONMONOTONIC_POLL);
    }

    @Test
    void shouldFindPollsThatLeaveOut() {
        publishThree();
        poll(second, 0, 10, 1, 11, 2, 12);
        poll(reader, 0, 10);
        poll(reader, 2, 12);

        assertFound(Anomaly.SKIPPED_POLL);
        assertEvidence("2.0 ok poll 0=0:10", "2.1 ok poll 0=2:12", "3.0 ok poll 0=0:10,1:11,2:12");
    }

    @Test
    void shouldFindDisorderWithinAPoll() {
        publishThree();
        poll(reader, 0, 10, 1, 11, 2, 12, 2, 12, 1, 11);

        assertFound(Anomaly.INTERNAL_NONMONOTONIC_POLL);
        assertEquals(2, check().count(Anomaly.INTERNAL_NONMONOTONIC_POLL));
    }

    @Test
    void shouldFindWhatAPollLeavesOut() {
        publishThree();
        poll(second, 0, 10, 1, 11, 2, 12);
        poll(reader, 0, 10, 2, 12);

        assertFound(Anomaly.INTERNAL_SKIPPED_POLL);
    }

    @Test
    void shouldTakeThePollsOfOneTransactionForOne() {
        publishThree();
        poll(second, 0, 10, 1, 11, 2, 12);
        reader.begin();
        poll(reader, 0, 10);
        poll(reader, 2, 12);
        reader.invokeAbort().ok();

        assertFound(Anomaly.INTERNAL_SKIPPED_POLL);
    }

    @Test
    void shouldLetReadersGoAnywhereOnceTheyAreAssignedAnew() {
        publishThree();
        poll(reader, 0, 10, 1, 11);
        reader.subscribe(0);
        poll(reader, 0, 10);
        reader.crash();
        poll(reader, 2, 12);
        recorder.process(2).invokePoll().ok(new PolledRecords().add(0, 1, 11));
        reader.assign(0);
        poll(reader, 0, 10);
        reader.assignAt(0, 2);
        poll(reader, 2, 12);

        assertFound();
    }

    @Test
    void shouldNotLookAtTheOrderWithinAPollThatARebalanceInterrupted() {
        publishThree();
        poll(reader, 0, 10, 1, 11);
        final PendingOperation poll = reader.invokePoll();
        reader.subscribe(0);
        poll.ok(new PolledRecords().add(0, 2, 12).add(0, 0, 10));
        poll(reader, 1, 11);

        assertFound();
    }

    @Test
    void shouldNotKnowThePlaceAfterAPollInWhoseMidstAnOffsetWasAssigned() {
        publishThree();
        final PendingOperation poll = reader.invokePoll();
        reader.assignAt(0, 2);
        poll.ok(new PolledRecords().add(0, 0, 10));
        poll(reader, 1, 11, 2, 12);

        assertFound();
    }

    @Test
    void shouldNotBlameThoseWhoLeaveOutWhatWasAborted() {
        publish(writer, 10, 0);
        other.invokePublish(0, 20).fail("aborted");
        publish(writer, 11, 2);
        poll(reader, 0, 10, 1, 20, 2, 11);
        poll(second, 0, 10, 2, 11);

        assertFound(Anomaly.ABORTED_READ);
    }

    @Test
    void shouldAcceptTheOffsetOfALostTransactionForAnother() {
        writer.begin();
        publish(writer, 10, 0);
        writer.invokeCommit().unknown("timeout");
        publish(other, 20, 0);
        poll(reader, 0, 20);

        assertFound();
    }

    @Test
    void shouldNotOrderAnUnknownPublishThatWasTriedBefore() {
        writer.invokePublish(0, 10).unknown("timeout");
        publish(writer, 11, 5);
        writer.invokePublish(0, 10).unknown("timeout");
        poll(reader, 2, 10, 5, 11);

        assertFound();
    }

    @Test
    void shouldFindWhatIsWrongWithAQueue() {
        publish(writer, 10, 0);
        publish(writer, 11, 1);
        writer.invokePublish(0, 12).unknown("timeout");
        poll(reader, -1, 10, -1, 12);
        poll(second, -1, 10, -1, 13);

        final HistoryReport report = HistoryChecker.checkQueue(recorder.history(), Expectations.strict());

        assertEquals(Set.of(Anomaly.QUEUE_LOST, Anomaly.QUEUE_DUPLICATE, Anomaly.QUEUE_UNEXPECTED), report.found());
        assertEquals(1, report.counts().recovered());
    }

    @Test
    void shouldLetAQueueDeliverAgainWhereThatIsExpected() {
        publish(writer, 10, 0);
        poll(reader, 0, 10);
        poll(second, 0, 10);

        final History history = recorder.history();
        assertFalse(HistoryChecker.checkQueue(history, Expectations.strict()).isValid());
        assertTrue(
                HistoryChecker.checkQueue(history, Expectations.atLeastOnce()).isValid());
        final Expectations oneGroup = Expectations.strict().readBy(process -> process == 2);
        assertTrue(HistoryChecker.checkQueue(history, oneGroup).isValid());
    }

    @Test
    void shouldReportTheFirstOfEachKindAndCountAll() {
        for (int i = 0; i < 100; i++) {
            publish(writer, i, i);
        }

        final HistoryReport report =
                HistoryChecker.check(recorder.history(), Expectations.strict().withExamples(3));

        assertEquals(100, report.count(Anomaly.UNSEEN));
        assertEquals(3, report.findings().size());
        final AssertionError error = assertThrows(AssertionError.class, report::assertValid);
        assertTrue(error.getMessage().startsWith("bad history: operations=100 acknowledged=100 "), error.getMessage());
        assertTrue(error.getMessage().contains("UNSEEN x 100: acknowledged, and never read"), error.getMessage());
        assertTrue(error.getMessage().contains("partition=0 value=2 offset=2"), error.getMessage());
        assertTrue(error.getMessage().contains("0.2 ok publish 0=2:2"), error.getMessage());
    }

    @Test
    void shouldRefuseEventsThatContradictEachOther() {
        assertThrows(IllegalArgumentException.class, () -> history("1 0.0 ok publish 0=5:1"));
        assertThrows(IllegalArgumentException.class, () -> history("1 0.0 invoke poll", "2 0.0 ok publish 0=5:1"));
        assertThrows(IllegalArgumentException.class, () -> history("1 0.0 invoke commit"));
        assertThrows(
                IllegalArgumentException.class,
                () -> history("1 0.0 invoke publish 0=:1", "2 0.1 ok crash", "3 0.0 ok publish 0=5:1"));
    }

    @Test
    void shouldRefuseASecondEndAndOneOfTheWrongKind() {
        final PendingOperation pending = writer.invokePublish(0, 10);
        pending.okAt(0);

        assertThrows(IllegalStateException.class, () -> pending.unknown("again"));
        assertThrows(IllegalStateException.class, () -> writer.invokePoll().okAt(3));
        assertThrows(IllegalStateException.class, () -> writer.invokeCommit().ok(new PolledRecords()));
    }

    private static History history(final String... lines) {
        final List<Event> events = new ArrayList<>();
        for (final String line : lines) {
            events.add(EventText.parse(line));
        }
        return History.of(events);
    }

    private void publishThree() {
        publish(writer, 10, 0);
        publish(writer, 11, 1);
        publish(writer, 12, 2);
    }

    private static void publish(final ProcessRecorder by, final long value, final long offset) {
        by.invokePublish(0, value).okAt(offset);
    }

    /** Offsets and values in turn. */
    private static void poll(final ProcessRecorder by, final long... read) {
        final PolledRecords records = new PolledRecords();
        for (int i = 0; i < read.length; i += 2) {
            records.add(0, read[i], read[i + 1]);
        }
        by.invokePoll().ok(records);
    }

    private HistoryReport check() {
        return HistoryChecker.check(recorder.history(), Expectations.strict());
    }

    private void assertFound(final Anomaly... expected) {
        assertFound(Expectations.strict(), expected);
    }

    private void assertFound(final Expectations expectations, final Anomaly... expected) {
        final HistoryReport report = HistoryChecker.check(recorder.history(), expectations);
        assertEquals(Set.of(expected), report.found(), report.toString());
        assertEquals(expected.length == 0, report.isValid());
    }

    /** The operations of the first finding, without their times. */
    private void assertEvidence(final String... expected) {
        final List<String> evidence = check().findings().get(0).evidence().stream()
                .map(operation -> operation.toString().replaceFirst("^\\[.*?] ", ""))
                .toList();
        assertEquals(List.of(expected), evidence);
    }
}
