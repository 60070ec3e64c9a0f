/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Offsets that are committed in transactions: when they count, what becomes of them, who may commit them. */
class GroupTransactionsTest {
    private static final TopicPartition P0 = new TopicPartition("orders", 0);
    private static final TopicPartition P1 = new TopicPartition("orders", 1);
    private static final long PRODUCER = 7;
    private static final long OTHER = 8;
    private static final GroupRequest.Identity NOBODY = GroupRequest.Identity.NONE;

    private final TestGroups groups = new TestGroups();

    @Test
    void shouldShowAnOffsetOnceItsTransactionIsCommitted() {
        assertEquals(ErrorCode.NONE, groups.commit("g", PRODUCER, P0, 5));
        assertEquals(-1, groups.offset("g", P0));

        groups.end(PRODUCER, true);

        assertEquals(5, groups.offset("g", P0));
        assertFalse(groups.isUnstable("g", P0));
    }

    @Test
    void shouldForgetAnOffsetWhenItsTransactionIsAborted() {
        groups.commit("g", P0, 3);
        groups.commit("g", PRODUCER, P0, 5);

        groups.end(PRODUCER, false);
        groups.end(PRODUCER, true); // of a transaction without offsets

        assertEquals(3, groups.offset("g", P0));
        assertFalse(groups.isUnstable("g", P0));
    }

    @Test
    void shouldRefuseAnOffsetAsUnstableWhileATransactionMayReplaceIt() {
        groups.commit("g", P0, 3);
        groups.commit("g", P1, 4);
        groups.commit("h", P0, 9);
        groups.commit("g", PRODUCER, P0, 5);
        groups.commit("g", PRODUCER, new TopicPartition("new", 0), 6);

        assertTrue(groups.isUnstable("g", P0));
        assertEquals(
                Map.of(P0, FetchedOffset.UNSTABLE, P1, FetchedOffset.of(OffsetAndMetadata.of(4))),
                groups.core().committed("g", true));
        assertEquals(3, groups.core().committed("g", false).get(P0).offset().offset());
        assertFalse(groups.isUnstable("g", P1));
        assertTrue(groups.isUnstable("g", new TopicPartition("new", 0)));
        assertFalse(groups.isUnstable("h", P0));
    }

    @Test
    void shouldKeepAPlainCommitThatStandsBehindThatOfTheTransaction() {
        groups.commit("g", PRODUCER, P0, 5);
        groups.commit("g", P0, 3);
        assertTrue(groups.isUnstable("g", P0));

        groups.end(PRODUCER, true);

        assertEquals(3, groups.offset("g", P0));
    }

    @Test
    void shouldKeepTheLaterOfTwoTransactionsWhicheverEndsFirst() {
        groups.commit("g", PRODUCER, P0, 5);
        groups.commit("g", OTHER, P0, 6);
        groups.commit("g", OTHER, P1, 1);
        groups.commit("g", PRODUCER, P1, 2);

        groups.end(OTHER, true);
        assertEquals(6, groups.offset("g", P0));
        assertTrue(groups.isUnstable("g", P0));
        groups.end(PRODUCER, true);

        assertEquals(6, groups.offset("g", P0));
        assertEquals(2, groups.offset("g", P1));
        assertFalse(groups.isUnstable("g", P0));
    }

    @Test
    void shouldKeepTheLastCommitOfAPartitionWithinATransaction() {
        groups.commit("g", PRODUCER, P0, 5);
        groups.commit("g", PRODUCER, P0, 4);

        groups.end(PRODUCER, true);

        assertEquals(4, groups.offset("g", P0));
    }

    @Test
    void shouldEndATransactionInAllItsGroups() {
        groups.commit("g", PRODUCER, P0, 5);
        groups.commit("h", PRODUCER, P0, 6);

        groups.end(PRODUCER, true);

        assertEquals(5, groups.offset("g", P0));
        assertEquals(6, groups.offset("h", P0));
    }

    @Test
    void shouldAppendACommitOfATransactionAsOneBatch() {
        groups.ask(new GroupRequest.CommitInTransaction(
                "g",
                -1,
                NOBODY,
                PRODUCER,
                (short) 0,
                Map.of(P0, OffsetAndMetadata.of(1), P1, OffsetAndMetadata.of(2))));

        assertEquals(2, groups.log.batchEnd(1));
        assertEquals(PRODUCER, groups.log.entry(0).producerId());
    }

    @Test
    void shouldRefuseMetadataThatIsTooLongAndTakeTheRest() {
        final OffsetAndMetadata tooLong = new OffsetAndMetadata(1, -1, "m".repeat(TestGroups.MAX_METADATA + 1));
        final GroupRequest both = new GroupRequest.CommitInTransaction(
                "g", -1, NOBODY, PRODUCER, (short) 0, Map.of(P0, tooLong, P1, OffsetAndMetadata.of(2)));
        final GroupRequest one =
                new GroupRequest.CommitInTransaction("g", -1, NOBODY, PRODUCER, (short) 0, Map.of(P0, tooLong));

        assertEquals(
                Map.of(P0, ErrorCode.OFFSET_METADATA_TOO_LARGE, P1, ErrorCode.NONE),
                ((GroupAnswer.Committed) groups.ask(both)).partitions());
        assertEquals(
                Map.of(P0, ErrorCode.OFFSET_METADATA_TOO_LARGE),
                ((GroupAnswer.Committed) groups.ask(one)).partitions());

        assertFalse(groups.isUnstable("g", P0));
        assertTrue(groups.isUnstable("g", P1));
    }

    @Test
    void shouldTakeACommitOfAMemberInItsGenerationOnly() {
        final GroupAnswer.Joined joined = groups.join("g", "i", "orders");
        final int generation = joined.generation();
        final GroupRequest.Identity member = new GroupRequest.Identity(joined.memberId(), "i");

        assertEquals(ErrorCode.NONE, groups.commit("g", generation, member, PRODUCER, P0, 1));
        assertEquals(ErrorCode.ILLEGAL_GENERATION, groups.commit("g", generation - 1, member, PRODUCER, P0, 2));
        assertEquals(ErrorCode.ILLEGAL_GENERATION, groups.commit("g", generation + 1, member, PRODUCER, P0, 2));
        assertEquals(ErrorCode.ILLEGAL_GENERATION, groups.commit("g", -1, member, PRODUCER, P0, 2));
        assertEquals(
                ErrorCode.UNKNOWN_MEMBER_ID,
                groups.commit("g", generation, new GroupRequest.Identity("x", null), PRODUCER, P0, 2));
        assertEquals(
                ErrorCode.FENCED_INSTANCE_ID,
                groups.commit("g", generation, new GroupRequest.Identity("x", "i"), PRODUCER, P0, 2));
        assertEquals(ErrorCode.UNKNOWN_MEMBER_ID, groups.commit("g", generation, NOBODY, PRODUCER, P0, 2));

        groups.end(PRODUCER, true);
        assertEquals(1, groups.offset("g", P0));
    }

    /** What Kafka does, since producers of old versions name neither. */
    @Test
    void shouldTakeACommitOfNobodyInAGroupWithMembers() {
        groups.join("g", null, "orders");

        assertEquals(ErrorCode.NONE, groups.commit("g", -1, NOBODY, PRODUCER, P0, 1));
        assertEquals(ErrorCode.UNKNOWN_MEMBER_ID, groups.commit("g", P0, 1));
    }

    @Test
    void shouldTakeACommitOfTheGenerationWhileItsAssignmentIsAwaited() {
        final GroupAnswer.Joined joined = (GroupAnswer.Joined) groups.ask(groups.joinRequest("g", "", null, "orders"));
        final GroupRequest.Identity member = new GroupRequest.Identity(joined.memberId(), null);
        assertEquals(
                GroupState.COMPLETING_REBALANCE, groups.core().describe("g").state());

        assertEquals(ErrorCode.NONE, groups.commit("g", joined.generation(), member, PRODUCER, P0, 1));
    }

    @Test
    void shouldRefuseACommitToAGroupThatIsNot() {
        assertEquals(ErrorCode.ILLEGAL_GENERATION, groups.commit("g", 1, NOBODY, PRODUCER, P0, 1));
        assertEquals(ErrorCode.INVALID_GROUP_ID, groups.commit("", PRODUCER, P0, 1));

        assertTrue(groups.core().isEmpty());
    }

    @Test
    void shouldRefuseAProducerWithoutAnId() {
        final Exception failure = assertThrows(
                IllegalArgumentException.class,
                () -> new GroupRequest.CommitInTransaction("g", -1, NOBODY, -1, (short) 0, Map.of()));

        assertTrue(failure.getMessage().contains("producerId=-1"), failure.getMessage());
    }

    @Test
    void shouldNotTakeACommitInATransactionForASignOfLife() {
        final GroupAnswer.Joined joined = groups.join("g", null, "orders");
        final GroupRequest.Identity member = new GroupRequest.Identity(joined.memberId(), null);
        groups.pass(TestGroups.SESSION_MS - 1);

        groups.commit("g", joined.generation(), member, PRODUCER, P0, 1);
        groups.pass(1);

        assertEquals(List.of(), groups.core().describe("g").members());
    }

    @Test
    void shouldForgetPendingOffsetsThatAreDeleted() {
        groups.commit("g", P0, 1);
        groups.commit("g", PRODUCER, P0, 5);
        groups.commit("g", OTHER, P1, 6);

        groups.ask(new GroupRequest.DeleteOffsets("g", Set.of(P0, P1)));
        assertFalse(groups.isUnstable("g", P0));
        assertFalse(groups.isUnstable("g", P1));
        groups.commit("g", OTHER, P1, 7);
        groups.end(PRODUCER, true);
        groups.end(OTHER, true);

        assertEquals(-1, groups.offset("g", P0));
        assertEquals(7, groups.offset("g", P1));
    }

    @Test
    void shouldForgetPendingOffsetsOfAGroupThatIsDeleted() {
        groups.commit("g", P0, 1);
        groups.commit("g", PRODUCER, P0, 5);
        groups.commit("g", PRODUCER, P1, 5);
        groups.commit("h", PRODUCER, P1, 5);

        assertEquals(ErrorCode.NONE, groups.ask(new GroupRequest.Delete("g")).error());
        groups.end(PRODUCER, true);

        assertEquals(GroupState.DEAD, groups.core().describe("g").state());
        assertEquals(Map.of(), groups.core().committed("g", false));
        assertEquals(5, groups.offset("h", P1));
    }

    @Test
    void shouldForgetPendingOffsetsOfATopicThatIsDeleted() {
        final TopicPartition kept = new TopicPartition("kept", 0);
        groups.commit("g", PRODUCER, P0, 5);
        groups.commit("g", PRODUCER, kept, 6);

        groups.core().removeTopic("orders", groups);
        groups.commit();
        groups.end(PRODUCER, true);

        assertEquals(-1, groups.offset("g", P0));
        assertEquals(6, groups.offset("g", kept));
    }

    @Test
    void shouldKeepOffsetsAndGroupsFromExpiringWhileATransactionIsOpen() {
        groups.commit("g", P0, 1);
        groups.commit("g", P1, 1);
        groups.commit("g", PRODUCER, P0, 5);
        groups.commit("h", PRODUCER, P0, 5);
        groups.pass(TestGroups.RETENTION_MS);
        final int logEnd = groups.log.size();

        groups.expire();

        assertEquals(logEnd + 1, groups.log.size());
        assertEquals(1, groups.offset("g", P0));
        assertEquals(-1, groups.offset("g", P1));
        assertEquals(GroupState.EMPTY, groups.core().describe("h").state());
        groups.end(PRODUCER, false);
        groups.expire();
        assertTrue(groups.core().isEmpty());
    }

    @Test
    void shouldKeepAGroupForWhichACommitWasUnderWayWhenItsEndWasDecided() {
        groups.commit("g", P0, 1);
        groups.send(new GroupRequest.CommitInTransaction(
                "g", -1, NOBODY, PRODUCER, (short) 0, Map.of(P1, OffsetAndMetadata.of(5))));
        groups.send(new GroupRequest.Delete("g"));

        groups.commit();
        groups.end(PRODUCER, true);

        assertEquals(GroupState.EMPTY, groups.core().describe("g").state());
        assertEquals(-1, groups.offset("g", P0));
        assertEquals(5, groups.offset("g", P1));
    }

    @Test
    void shouldKnowWhatIsPendingWhenTheLogIsReadAgain() {
        groups.commit("g", P0, 1);
        groups.commit("g", PRODUCER, P0, 5);
        groups.commit("g", OTHER, P1, 6);
        groups.commit("g", P1, 7);

        groups.restart();
        assertEquals(1, groups.offset("g", P0));
        assertTrue(groups.isUnstable("g", P0));
        assertTrue(groups.isUnstable("g", P1));
        groups.end(PRODUCER, true);
        groups.end(OTHER, true);
        groups.restart();

        assertEquals(5, groups.offset("g", P0));
        assertEquals(7, groups.offset("g", P1));
        assertFalse(groups.isUnstable("g", P0));
        assertFalse(groups.isUnstable("g", P1));
    }
}
