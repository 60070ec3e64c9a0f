/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

import static io.taffrail.transaction.TestCoordinator.FIRST_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.model.ErrorCode;
import io.taffrail.model.TopicPartition;
import io.taffrail.transaction.TestCoordinator.Marker;
import io.taffrail.transaction.TransactionAnswer.Assigned;
import io.taffrail.transaction.TransactionAnswer.Done;
import io.taffrail.transaction.TransactionRecord.TransactionStored;
import io.taffrail.transaction.TransactionRequest.Abort;
import io.taffrail.transaction.TransactionRequest.AddPartitions;
import io.taffrail.transaction.TransactionRequest.End;
import io.taffrail.transaction.TransactionRequest.InitProducerId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransactionCoreTest {
    private static final String ID = "t";
    private static final TopicPartition P0 = new TopicPartition("orders", 0);
    private static final TopicPartition P1 = new TopicPartition("orders", 1);
    private static final int TIMEOUT_MS = 10_000;
    private static final int LAST_EPOCH = Short.MAX_VALUE - 1;

    private final TestCoordinator coordinator = new TestCoordinator();

    @Test
    void shouldGiveIdAndFirstEpochWhenProducerIsNew() {
        assertEquals(assigned(FIRST_ID, 0), coordinator.ask(init()));

        assertEquals(TransactionState.EMPTY, state());
    }

    @Test
    void shouldAnswerOnlyWhenCommitted() {
        final long token = coordinator.send(init());

        assertNull(coordinator.answer(token));
        assertEquals(TransactionState.DEAD, state());
        assertTrue(coordinator.list().isEmpty());
        coordinator.commit();
        assertEquals(assigned(FIRST_ID, 0), coordinator.answer(token));
    }

    @Test
    void shouldBumpEpochWhenAnotherProducerBegins() {
        coordinator.ask(init());

        assertEquals(assigned(FIRST_ID, 1), coordinator.ask(init()));
        assertEquals(error(ErrorCode.PRODUCER_FENCED), coordinator.ask(init(FIRST_ID, 0)));
        assertEquals(done(ErrorCode.PRODUCER_FENCED), coordinator.ask(add(FIRST_ID, 0, P0)));
        assertEquals(error(ErrorCode.PRODUCER_FENCED), coordinator.ask(end(FIRST_ID, 0, true)));
    }

    @Test
    void shouldBumpEpochWhenProducerGoesOn() {
        coordinator.ask(init());

        assertEquals(assigned(FIRST_ID, 1), coordinator.ask(init(FIRST_ID, 0)));
    }

    @Test
    void shouldGiveSameEpochAgainWhenProducerMissedTheAnswer() {
        coordinator.ask(init());
        coordinator.ask(init(FIRST_ID, 0));

        assertEquals(assigned(FIRST_ID, 1), coordinator.ask(init(FIRST_ID, 0)));
        assertEquals(assigned(FIRST_ID, 1), coordinator.ask(init(FIRST_ID, 0)));
        assertEquals(assigned(FIRST_ID, 2), coordinator.ask(init(FIRST_ID, 1)));
        assertEquals(error(ErrorCode.PRODUCER_FENCED), coordinator.ask(init(FIRST_ID, 0)));
    }

    @Test
    void shouldFenceProducerOfAnotherId() {
        coordinator.ask(init());

        assertEquals(error(ErrorCode.PRODUCER_FENCED), coordinator.ask(init(7, 0)));
    }

    @Test
    void shouldGiveNewIdWhenProducerThatGoesOnIsForgotten() {
        assertEquals(assigned(FIRST_ID, 0), coordinator.ask(init(7, 5)));
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertEquals(error(ErrorCode.INVALID_REQUEST), coordinator.ask(InitProducerId.anew("", TIMEOUT_MS)));
        assertEquals(error(ErrorCode.INVALID_REQUEST), coordinator.ask(init(-1, 3)));
        assertEquals(error(ErrorCode.INVALID_REQUEST), coordinator.ask(init(3, -1)));
        assertEquals(done(ErrorCode.INVALID_REQUEST), coordinator.ask(new Abort("")));
        assertTrue(coordinator.log.isEmpty());
    }

    @Test
    void shouldRefuseTimeoutsOutOfBounds() {
        for (final int timeoutMs : new int[] {-1, 0, TestCoordinator.CONFIG.maxTimeoutMs() + 1}) {
            assertEquals(
                    error(ErrorCode.INVALID_TRANSACTION_TIMEOUT), coordinator.ask(InitProducerId.anew(ID, timeoutMs)));
        }
        for (final int timeoutMs : new int[] {1, TestCoordinator.CONFIG.maxTimeoutMs()}) {
            assertEquals(
                    ErrorCode.NONE,
                    coordinator.ask(InitProducerId.anew(ID, timeoutMs)).error());
        }
    }

    @Test
    void shouldRefuseUnknownIds() {
        assertEquals(done(ErrorCode.INVALID_PRODUCER_ID_MAPPING), coordinator.ask(add(FIRST_ID, 0, P0)));
        assertEquals(error(ErrorCode.INVALID_PRODUCER_ID_MAPPING), coordinator.ask(end(FIRST_ID, 0, true)));
        assertEquals(done(ErrorCode.TRANSACTIONAL_ID_NOT_FOUND), coordinator.ask(new Abort(ID)));
        assertEquals(TransactionState.DEAD, state());
    }

    @Test
    void shouldRefuseForeignProducers() {
        coordinator.ask(init());

        assertEquals(done(ErrorCode.INVALID_PRODUCER_ID_MAPPING), coordinator.ask(add(7, 0, P0)));
        assertEquals(error(ErrorCode.INVALID_PRODUCER_ID_MAPPING), coordinator.ask(end(7, 0, false)));
        assertEquals(done(ErrorCode.PRODUCER_FENCED), coordinator.ask(add(FIRST_ID, 1, P0)));
        assertEquals(error(ErrorCode.PRODUCER_FENCED), coordinator.ask(end(FIRST_ID, 1, false)));
    }

    @Test
    void shouldCommitInAllPartitions() {
        begin(P0, P1);

        assertEquals(assigned(FIRST_ID, 1), coordinator.ask(end(FIRST_ID, 0, true)));
        assertEquals(TransactionState.PREPARE_COMMIT, state());
        final List<Marker> markers = List.copyOf(coordinator.markers);
        assertEquals(List.of(marker(1, true, P0), marker(1, true, P1)), markers);
        coordinator.onWritten(markers.get(0));
        coordinator.onWritten(markers.get(0));
        coordinator.commit();
        assertEquals(Set.of(P1), coordinator.describe(ID).partitions());
        assertEquals(TransactionState.PREPARE_COMMIT, state());
        coordinator.onWritten(markers.get(1));
        coordinator.commit();

        assertEquals(TransactionState.COMPLETE_COMMIT, state());
        assertEquals(Set.of(), coordinator.describe(ID).partitions());
    }

    @Test
    void shouldAbortInAllPartitions() {
        begin(P0);

        assertEquals(assigned(FIRST_ID, 1), coordinator.ask(end(FIRST_ID, 0, false)));
        assertEquals(List.of(marker(1, false, P0)), List.copyOf(coordinator.markers));
        coordinator.mark();

        assertEquals(TransactionState.COMPLETE_ABORT, state());
    }

    @Test
    void shouldNotCountMarkersThatWereNotAskedFor() {
        begin(P0);
        coordinator.ask(end(FIRST_ID, 0, true));

        coordinator.onWritten(new Marker("unknown", FIRST_ID, (short) 1, true, P0));
        coordinator.onWritten(new Marker(ID, FIRST_ID, (short) 0, true, P0));
        coordinator.onWritten(new Marker(ID, FIRST_ID + 1, (short) 1, true, P0));
        coordinator.onWritten(new Marker(ID, FIRST_ID, (short) 1, true, P1));
        coordinator.commit();
        assertEquals(TransactionState.PREPARE_COMMIT, state());
        coordinator.mark();
        coordinator.onWritten(marker(1, true, P0));
        coordinator.commit();

        assertEquals(TransactionState.COMPLETE_COMMIT, state());
    }

    @Test
    void shouldGoOnUnderTheNextEpoch() {
        begin(P0);
        coordinator.ask(end(FIRST_ID, 0, true));
        assertEquals(done(ErrorCode.CONCURRENT_TRANSACTIONS), coordinator.ask(add(FIRST_ID, 1, P1)));
        coordinator.mark();

        assertEquals(done(ErrorCode.PRODUCER_FENCED), coordinator.ask(add(FIRST_ID, 0, P1)));
        assertEquals(done(ErrorCode.NONE), coordinator.ask(add(FIRST_ID, 1, P1)));
        assertEquals(assigned(FIRST_ID, 2), coordinator.ask(end(FIRST_ID, 1, false)));
    }

    @Test
    void shouldAddNothingWhenPartitionsAreThereAlready() {
        begin(P0, P1);
        final int records = coordinator.log.size();

        assertEquals(done(ErrorCode.NONE), coordinator.ask(add(FIRST_ID, 0, P1)));

        assertEquals(records, coordinator.log.size());
    }

    @Test
    void shouldKeepTheStartWhenPartitionsAreAdded() {
        coordinator.ask(init());
        coordinator.pass(10);
        coordinator.ask(add(FIRST_ID, 0, P0));
        coordinator.pass(10);
        coordinator.ask(add(FIRST_ID, 0, P1));

        assertEquals(10, coordinator.describe(ID).startEpochMs());
        assertEquals(Set.of(P0, P1), coordinator.describe(ID).partitions());
    }

    @Test
    void shouldLetNothingComeInBetweenOfAChange() {
        coordinator.ask(init());
        final long token = coordinator.send(add(FIRST_ID, 0, P0));

        assertEquals(done(ErrorCode.CONCURRENT_TRANSACTIONS), answered(add(FIRST_ID, 0, P1)));
        assertEquals(error(ErrorCode.CONCURRENT_TRANSACTIONS), answered(end(FIRST_ID, 0, true)));
        assertEquals(error(ErrorCode.CONCURRENT_TRANSACTIONS), answered(end(7, 7, true)));
        assertEquals(error(ErrorCode.CONCURRENT_TRANSACTIONS), answered(init()));
        assertEquals(done(ErrorCode.CONCURRENT_TRANSACTIONS), answered(new Abort(ID)));
        assertEquals(error(ErrorCode.INVALID_TRANSACTION_TIMEOUT), answered(InitProducerId.anew(ID, 0)));
        coordinator.commit();

        assertEquals(done(ErrorCode.NONE), coordinator.answer(token));
        assertEquals(Set.of(P0), coordinator.describe(ID).partitions());
    }

    @Test
    void shouldBeConcurrentWhileMarkersAreWritten() {
        begin(P0);
        coordinator.ask(end(FIRST_ID, 0, true));

        assertEquals(error(ErrorCode.CONCURRENT_TRANSACTIONS), coordinator.ask(end(FIRST_ID, 0, true)));
        assertEquals(error(ErrorCode.CONCURRENT_TRANSACTIONS), coordinator.ask(end(FIRST_ID, 0, false)));
        assertEquals(error(ErrorCode.CONCURRENT_TRANSACTIONS), coordinator.ask(end(FIRST_ID, 1, false)));
        assertEquals(error(ErrorCode.CONCURRENT_TRANSACTIONS), coordinator.ask(init()));
        assertEquals(done(ErrorCode.CONCURRENT_TRANSACTIONS), coordinator.ask(new Abort(ID)));
    }

    @Test
    void shouldAnswerAgainWhenEndIsAskedAgain() {
        begin(P0);
        coordinator.ask(end(FIRST_ID, 0, true));
        coordinator.mark();
        final int records = coordinator.log.size();

        assertEquals(assigned(FIRST_ID, 1), coordinator.ask(end(FIRST_ID, 0, true)));
        assertEquals(error(ErrorCode.INVALID_TXN_STATE), coordinator.ask(end(FIRST_ID, 0, false)));
        assertEquals(error(ErrorCode.INVALID_TXN_STATE), coordinator.ask(end(FIRST_ID, 1, true)));
        assertEquals(error(ErrorCode.PRODUCER_FENCED), coordinator.ask(end(FIRST_ID, 2, true)));
        assertEquals(records, coordinator.log.size());
    }

    @Test
    void shouldAnswerAgainWhenAbortIsAskedAgain() {
        begin(P0);
        coordinator.ask(end(FIRST_ID, 0, false));
        coordinator.mark();

        assertEquals(assigned(FIRST_ID, 1), coordinator.ask(end(FIRST_ID, 0, false)));
        assertEquals(error(ErrorCode.INVALID_TXN_STATE), coordinator.ask(end(FIRST_ID, 0, true)));
        assertEquals(error(ErrorCode.INVALID_TXN_STATE), coordinator.ask(end(FIRST_ID, 1, true)));
    }

    @Test
    void shouldGiveNewEpochForAnAbortOfNothing() {
        coordinator.ask(init());
        coordinator.pass(5);

        assertEquals(error(ErrorCode.INVALID_TXN_STATE), coordinator.ask(end(FIRST_ID, 0, true)));
        assertEquals(assigned(FIRST_ID, 1), coordinator.ask(end(FIRST_ID, 0, false)));
        assertEquals(TransactionState.PREPARE_ABORT, state());
        assertEquals(5, coordinator.describe(ID).startEpochMs());
        coordinator.commit();
        assertEquals(TransactionState.COMPLETE_ABORT, state());
        assertTrue(coordinator.markers.isEmpty());
        assertEquals(assigned(FIRST_ID, 2), coordinator.ask(end(FIRST_ID, 1, false)));
        coordinator.commit();
        begin(2, P0);
        coordinator.ask(end(FIRST_ID, 2, true));
        coordinator.mark();
        assertEquals(assigned(FIRST_ID, 4), coordinator.ask(end(FIRST_ID, 3, false)));
    }

    @Test
    void shouldAbortWhatAnOlderProducerLeftOpen() {
        begin(P0);

        assertEquals(error(ErrorCode.CONCURRENT_TRANSACTIONS), coordinator.ask(init()));
        assertEquals(List.of(marker(1, false, P0)), List.copyOf(coordinator.markers));
        assertEquals(error(ErrorCode.CONCURRENT_TRANSACTIONS), coordinator.ask(init()));
        coordinator.mark();
        assertEquals(assigned(FIRST_ID, 2), coordinator.ask(init()));

        assertEquals(done(ErrorCode.PRODUCER_FENCED), coordinator.ask(add(FIRST_ID, 0, P0)));
        assertEquals(error(ErrorCode.PRODUCER_FENCED), coordinator.ask(end(FIRST_ID, 0, true)));
        assertEquals(error(ErrorCode.PRODUCER_FENCED), coordinator.ask(init(FIRST_ID, 0)));
    }

    @Test
    void shouldAbortWhatTheProducerItselfLeftOpen() {
        begin(P0);

        assertEquals(error(ErrorCode.CONCURRENT_TRANSACTIONS), coordinator.ask(init(FIRST_ID, 0)));
        coordinator.mark();

        assertEquals(assigned(FIRST_ID, 1), coordinator.ask(init(FIRST_ID, 0)));
    }

    @Test
    void shouldTakeTheIdAwayForAnAdministrator() {
        begin(P0);

        assertEquals(done(ErrorCode.CONCURRENT_TRANSACTIONS), coordinator.ask(new Abort(ID)));
        assertEquals(List.of(marker(1, false, P0)), List.copyOf(coordinator.markers));
        coordinator.mark();
        assertEquals(done(ErrorCode.NONE), coordinator.ask(new Abort(ID)));

        assertEquals(TransactionState.EMPTY, state());
        assertEquals(TIMEOUT_MS, coordinator.describe(ID).timeoutMs());
        assertEquals(error(ErrorCode.PRODUCER_FENCED), coordinator.ask(end(FIRST_ID, 0, false)));
        assertEquals(error(ErrorCode.PRODUCER_FENCED), coordinator.ask(init(FIRST_ID, 0)));
    }

    @Test
    void shouldFenceForAnAdministratorWhenNothingIsOngoing() {
        coordinator.ask(init());

        assertEquals(done(ErrorCode.NONE), coordinator.ask(new Abort(ID)));

        assertEquals(1, coordinator.describe(ID).producerEpoch());
        assertEquals(error(ErrorCode.PRODUCER_FENCED), coordinator.ask(init(FIRST_ID, 0)));
    }

    @Test
    void shouldAbortWhenTimeIsUp() {
        begin(P0);
        coordinator.pass(TIMEOUT_MS - 1);
        coordinator.commit();
        assertEquals(TransactionState.ONGOING, state());

        coordinator.pass(1);
        coordinator.commit();
        assertEquals(List.of(marker(1, false, P0)), List.copyOf(coordinator.markers));
        coordinator.mark();

        assertEquals(TransactionState.COMPLETE_ABORT, state());
        assertEquals(done(ErrorCode.PRODUCER_FENCED), coordinator.ask(add(FIRST_ID, 0, P0)));
        assertEquals(error(ErrorCode.INVALID_TXN_STATE), coordinator.ask(end(FIRST_ID, 0, true)));
        assertEquals(assigned(FIRST_ID, 1), coordinator.ask(end(FIRST_ID, 0, false)));
    }

    @Test
    void shouldNotLetAddedPartitionsPutTheTimeoutOff() {
        begin(P0);
        coordinator.pass(TIMEOUT_MS - 1);
        coordinator.ask(add(FIRST_ID, 0, P1));

        coordinator.pass(1);
        coordinator.commit();

        assertEquals(TransactionState.PREPARE_ABORT, state());
    }

    @Test
    void shouldAbortLaterWhenTimeIsUpDuringAChange() {
        begin(P0);
        final long token = coordinator.send(add(FIRST_ID, 0, P1));
        coordinator.pass(TIMEOUT_MS);
        coordinator.commit();
        assertEquals(done(ErrorCode.NONE), coordinator.answer(token));
        assertEquals(TransactionState.ONGOING, state());

        coordinator.pass(0);
        coordinator.commit();

        assertEquals(TransactionState.PREPARE_ABORT, state());
    }

    @Test
    void shouldAbortWhenTimeWasUpBeforeARestart() {
        begin(P0);
        coordinator.pass(TIMEOUT_MS / 2);
        coordinator.restart();
        coordinator.pass(TIMEOUT_MS / 2 - 1);
        assertEquals(TransactionState.ONGOING, state());

        coordinator.pass(1);
        coordinator.commit();

        assertEquals(TransactionState.PREPARE_ABORT, state());
    }

    @Test
    void shouldNotMindWhenTheCalendarIsSet() {
        begin(P0);
        coordinator.setCalendar(2 * TIMEOUT_MS);
        coordinator.pass(TIMEOUT_MS - 1);
        coordinator.commit();
        assertEquals(TransactionState.ONGOING, state());
        coordinator.setCalendar(-100 * TIMEOUT_MS);
        coordinator.restart();

        coordinator.pass(TIMEOUT_MS);
        coordinator.commit();

        assertEquals(TransactionState.PREPARE_ABORT, state());
    }

    @Test
    void shouldForgetIdsThatNobodyUses() {
        coordinator.ask(init());
        coordinator.pass(TestCoordinator.CONFIG.idExpirationMs() - 1);
        coordinator.commit();
        assertEquals(TransactionState.EMPTY, state());

        coordinator.pass(1);
        assertEquals(error(ErrorCode.CONCURRENT_TRANSACTIONS), answered(init()));
        coordinator.commit();

        assertEquals(TransactionState.DEAD, state());
        assertTrue(coordinator.list().isEmpty());
        coordinator.restart();
        assertEquals(TransactionState.DEAD, state());
        assertEquals(assigned(FIRST_ID + 1, 0), coordinator.ask(init(FIRST_ID, 0)));
    }

    @Test
    void shouldForgetIdsAfterTheirLastTransaction() {
        begin(P0);
        coordinator.pass(100);
        coordinator.ask(end(FIRST_ID, 0, true));
        coordinator.mark();
        coordinator.pass(TestCoordinator.CONFIG.idExpirationMs() - 1);
        coordinator.commit();
        assertEquals(TransactionState.COMPLETE_COMMIT, state());

        coordinator.pass(1);
        coordinator.commit();

        assertEquals(TransactionState.DEAD, state());
    }

    @Test
    void shouldNeverForgetWhatIsNotThrough() {
        begin(P0);
        coordinator.ask(end(FIRST_ID, 0, true));

        coordinator.pass(2 * TestCoordinator.CONFIG.idExpirationMs());
        coordinator.commit();

        assertEquals(TransactionState.PREPARE_COMMIT, state());
    }

    @Test
    void shouldWriteMarkersAgainAfterARestart() {
        begin(P0, P1);
        coordinator.ask(end(FIRST_ID, 0, true));
        coordinator.onWritten(coordinator.markers.peek());

        coordinator.restart();

        assertEquals(List.of(marker(1, true, P0), marker(1, true, P1)), List.copyOf(coordinator.markers));
        coordinator.mark();
        assertEquals(TransactionState.COMPLETE_COMMIT, state());
    }

    @Test
    void shouldFinishAnAbortOfNothingAfterARestart() {
        coordinator.ask(init());
        coordinator.ask(end(FIRST_ID, 0, false));

        coordinator.restart();
        coordinator.commit();

        assertEquals(TransactionState.COMPLETE_ABORT, state());
    }

    @Test
    void shouldKnowNothingThatWasNotCommitted() {
        begin(P0);
        final long token = coordinator.send(end(FIRST_ID, 0, true));

        coordinator.restart();
        coordinator.commit();

        assertNull(coordinator.answer(token));
        assertEquals(TransactionState.ONGOING, state());
        assertTrue(coordinator.markers.isEmpty());
        assertEquals(assigned(FIRST_ID, 1), coordinator.ask(end(FIRST_ID, 0, false)));
    }

    @Test
    void shouldTakeANewIdWhenEpochsAreExhausted() {
        coordinator.store(empty(LAST_EPOCH - 1));

        assertEquals(assigned(1, LAST_EPOCH), coordinator.ask(init()));
        assertEquals(assigned(FIRST_ID, 0), coordinator.ask(init()));

        assertEquals(error(ErrorCode.PRODUCER_FENCED), coordinator.ask(init(1, LAST_EPOCH)));
        assertEquals(error(ErrorCode.PRODUCER_FENCED), coordinator.ask(end(1, LAST_EPOCH, false)));
        assertEquals(done(ErrorCode.INVALID_PRODUCER_ID_MAPPING), coordinator.ask(add(1, LAST_EPOCH, P0)));
    }

    @Test
    void shouldGiveTheNewIdAgainWhenProducerMissedTheAnswer() {
        coordinator.store(empty(LAST_EPOCH));

        assertEquals(assigned(FIRST_ID, 0), coordinator.ask(init(1, LAST_EPOCH)));
        assertEquals(error(ErrorCode.PRODUCER_FENCED), coordinator.ask(init(1, 0)));
        assertEquals(assigned(FIRST_ID, 0), coordinator.ask(init(1, LAST_EPOCH)));
        assertEquals(assigned(FIRST_ID, 0), coordinator.ask(init(1, LAST_EPOCH)));
        assertEquals(assigned(FIRST_ID, 1), coordinator.ask(init(FIRST_ID, 0)));
        assertEquals(error(ErrorCode.PRODUCER_FENCED), coordinator.ask(init(1, LAST_EPOCH)));
    }

    @Test
    void shouldGiveTheLastEpochAgainWhenEpochsAreExhausted() {
        coordinator.store(empty(LAST_EPOCH - 1));
        coordinator.ask(init(1, LAST_EPOCH - 1));

        assertEquals(assigned(1, LAST_EPOCH), coordinator.ask(init(1, LAST_EPOCH - 1)));
        assertEquals(error(ErrorCode.PRODUCER_FENCED), coordinator.ask(init(1, LAST_EPOCH - 2)));
    }

    @Test
    void shouldTakeANewIdWhenTheLastEpochEnds() {
        coordinator.store(empty(LAST_EPOCH));
        coordinator.ask(add(1, LAST_EPOCH, P0));

        assertEquals(assigned(FIRST_ID, 0), coordinator.ask(end(1, LAST_EPOCH, true)));
        assertEquals(List.of(new Marker(ID, 1, Short.MAX_VALUE, true, P0)), List.copyOf(coordinator.markers));
        coordinator.restart();
        coordinator.mark();
        assertEquals(FIRST_ID, coordinator.describe(ID).producerId());

        assertEquals(assigned(FIRST_ID, 0), coordinator.ask(end(1, LAST_EPOCH, true)));
        assertEquals(error(ErrorCode.INVALID_TXN_STATE), coordinator.ask(end(1, LAST_EPOCH, false)));
        assertEquals(error(ErrorCode.INVALID_PRODUCER_ID_MAPPING), coordinator.ask(end(1, LAST_EPOCH - 1, true)));
        assertEquals(done(ErrorCode.NONE), coordinator.ask(add(FIRST_ID, 0, P0)));
        assertEquals(error(ErrorCode.INVALID_PRODUCER_ID_MAPPING), coordinator.ask(end(1, LAST_EPOCH, true)));
    }

    @Test
    void shouldTakeANewIdWhenTheLastEpochIsFenced() {
        coordinator.store(empty(LAST_EPOCH));
        coordinator.ask(add(1, LAST_EPOCH, P0));

        assertEquals(error(ErrorCode.CONCURRENT_TRANSACTIONS), coordinator.ask(init()));
        coordinator.mark();

        assertEquals(assigned(FIRST_ID, 1), coordinator.ask(init()));
    }

    @Test
    void shouldStoreWhatANewCoreNeeds() {
        begin(P0);
        coordinator.ask(end(FIRST_ID, 0, true));
        coordinator.mark();
        coordinator.pass(3);
        coordinator.ask(init(FIRST_ID, 1));

        final ProducerIdentity producer =
                new ProducerIdentity(FIRST_ID, (short) 2, (short) 1, FIRST_ID, ProducerIdentity.NO_ID);
        assertEquals(
                new TransactionStored(
                        ID, producer, TransactionState.EMPTY, TIMEOUT_MS, Set.of(), TransactionRecord.NO_TIME, 3),
                coordinator.newest());
    }

    @Test
    void shouldListAllIdsInOrder() {
        coordinator.ask(InitProducerId.anew("b", 1));
        coordinator.ask(InitProducerId.anew("a", 1));

        assertEquals(
                List.of("a", "b"),
                coordinator.list().stream()
                        .map(TransactionDescription::transactionalId)
                        .toList());
    }

    private void begin(final TopicPartition... partitions) {
        coordinator.ask(init());
        begin(0, partitions);
    }

    private void begin(final int epoch, final TopicPartition... partitions) {
        assertEquals(done(ErrorCode.NONE), coordinator.ask(add(FIRST_ID, epoch, partitions)));
        assertEquals(TransactionState.ONGOING, state());
    }

    private TransactionAnswer answered(final TransactionRequest request) {
        return coordinator.answer(coordinator.send(request));
    }

    private TransactionState state() {
        return coordinator.describe(ID).state();
    }

    private static TransactionStored empty(final int epoch) {
        final ProducerIdentity producer =
                new ProducerIdentity(1, (short) epoch, ProducerIdentity.NO_EPOCH, 1, ProducerIdentity.NO_ID);
        return new TransactionStored(
                ID, producer, TransactionState.EMPTY, TIMEOUT_MS, Set.of(), TransactionRecord.NO_TIME, 0);
    }

    private static InitProducerId init() {
        return InitProducerId.anew(ID, TIMEOUT_MS);
    }

    private static InitProducerId init(final long producerId, final int epoch) {
        return new InitProducerId(ID, TIMEOUT_MS, producerId, (short) epoch);
    }

    private static AddPartitions add(final long producerId, final int epoch, final TopicPartition... partitions) {
        return new AddPartitions(ID, producerId, (short) epoch, Set.of(partitions));
    }

    private static End end(final long producerId, final int epoch, final boolean isCommit) {
        return new End(ID, producerId, (short) epoch, isCommit);
    }

    private static Marker marker(final int epoch, final boolean isCommit, final TopicPartition partition) {
        return new Marker(ID, FIRST_ID, (short) epoch, isCommit, partition);
    }

    private static Assigned assigned(final long producerId, final int epoch) {
        return new Assigned(ErrorCode.NONE, producerId, (short) epoch);
    }

    private static Assigned error(final ErrorCode error) {
        return new Assigned(error, ProducerIdentity.NO_ID, ProducerIdentity.NO_EPOCH);
    }

    private static Done done(final ErrorCode error) {
        return new Done(error);
    }
}
