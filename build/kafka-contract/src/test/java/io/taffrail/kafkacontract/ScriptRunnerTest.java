/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.kafkacontract.Request.Identity;
import io.taffrail.kafkacontract.Request.Offset;
import io.taffrail.kafkacontract.Request.Partition;
import io.taffrail.kafkacontract.Request.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptRunnerTest {
    private static final String TWO_JOIN = """
            # Two members.
            join a group=g protocols=range:t1
              a: MEMBER_ID_REQUIRED member=a#1
            join a group=g member=a#1 protocols=range:t1
            join b group=g instance=ib protocols=range:t1
              a: NONE generation=1 protocol=range member=a#1 leader=a#1 members=a#1:t1,b#1/ib:t1
              b: NONE generation=1 protocol=range member=b#1 leader=a#1
            heartbeat b group=g generation=1 member=b#1 instance=ib
              b: NONE

            # The end.
            """;

    private final FakeTarget target = new FakeTarget();

    @Test
    void shouldFindNoDifferenceWhenTargetAnswersAsExpected() {
        answerTwoJoins("NONE");

        final Replay replay = ScriptRunner.run(Transcript.parse("two", TWO_JOIN), target);

        replay.requireSame();
        assertEquals(TWO_JOIN, replay.actual().text());
        assertEquals("", replay.difference());
    }

    @Test
    void shouldSendIdsOfTargetWhenScriptNamesMembers() {
        answerTwoJoins("NONE");

        ScriptRunner.run(Transcript.parse("two", TWO_JOIN), target);

        assertEquals(
                new Request.Join("g", "x-17", null, "consumer", List.of(new Protocol("range", "t1")), 30_000, 30_000),
                target.requests.get(1));
        assertEquals(new Request.Heartbeat("g", 1, "x-4", "ib"), target.requests.get(3));
    }

    @Test
    void shouldShowLineAndBothAnswersWhenTargetAnswersOtherwise() {
        answerTwoJoins("UNKNOWN_MEMBER_ID");

        final Replay replay = ScriptRunner.run(Transcript.parse("two", TWO_JOIN), target);

        assertFalse(replay.isSame());
        final AssertionError error = assertThrows(AssertionError.class, replay::requireSame);
        assertEquals("""
                the answers differ, script=two (- expected, + actual)
                line 8: heartbeat b group=g generation=1 member=b#1 instance=ib
                  - b: NONE
                  + b: UNKNOWN_MEMBER_ID
                """, error.getMessage());
    }

    @Test
    void shouldShowWhatStaysTheSameWhenOneOfSeveralAnswersIsMissing() {
        target.then(done("a", "NONE"));

        final Replay replay = ScriptRunner.run(
                Transcript.parse("one", "heartbeat a group=g generation=1 member=m\n  a: NONE\n  b: NONE\n"), target);

        assertEquals("""
                the answers differ, script=one (- expected, + actual)
                line 1: heartbeat a group=g generation=1 member=m
                    a: NONE
                  - b: NONE
                """, replay.difference());
    }

    @Test
    void shouldNoticeWhenOneOfTwoEqualAnswersIsMissing() {
        target.then(done("a", "NONE"));

        final Replay replay = ScriptRunner.run(
                Transcript.parse("one", "heartbeat a group=g generation=1 member=m\n  a: NONE\n  a: NONE\n"), target);

        assertFalse(replay.isSame());
        assertTrue(replay.difference().contains("  - a: NONE\n"), replay.difference());
    }

    @Test
    void shouldEndWithDifferencesSoFarWhenMemberNeverAppeared() {
        target.then(done("a", "INVALID_GROUP_ID"));

        final Replay replay = ScriptRunner.run(Transcript.parse("lost", """
                        join a group=g protocols=range:t1
                          a: MEMBER_ID_REQUIRED member=a#1
                        heartbeat a group=g generation=1 member=a#1
                          a: NONE
                        """), target);

        assertFalse(replay.isSame());
        assertEquals("""
                the answers differ, script=lost (- expected, + actual)
                line 1: join a group=g protocols=range:t1
                  - a: MEMBER_ID_REQUIRED member=a#1
                  + a: INVALID_GROUP_ID
                line 3: heartbeat a group=g generation=1 member=a#1
                  could not be sent: no member has appeared under this name yet, name=a#1
                """, replay.difference());
    }

    @Test
    void shouldKeepIdAsItIsWhenScriptMadeItUp() {
        target.then(new Reply("a", joined("UNKNOWN_MEMBER_ID", -1, "", "nobody", List.of())));

        final Replay replay = ScriptRunner.run(
                Transcript.parse("made-up", "join a group=g member=nobody protocols=range:t1\n"), target);

        assertEquals(
                List.of("a: UNKNOWN_MEMBER_ID member=nobody"),
                replay.actual().steps().get(0).answers());
    }

    @Test
    void shouldNameDescribedMembersAfterTheirClientsWhenTheirAnswersAreStillOpen() {
        target.then()
                .then(new Reply(
                        "admin",
                        new Answer.Described(
                                "NONE",
                                "PreparingRebalance",
                                "consumer",
                                "",
                                List.of(
                                        new Answer.DescribedMember("z-1", null, "b", "", "p0"),
                                        new Answer.DescribedMember("z-2", "ia", "a", "", "")))));

        final Replay replay =
                ScriptRunner.run(Transcript.parse("open", "join b group=g protocols=x:y\ndescribe group=g\n"), target);

        assertEquals(
                List.of("NONE state=PreparingRebalance type=consumer members=a#1/ia::,b#1::p0"),
                replay.actual().steps().get(1).answers());
    }

    @Test
    void shouldSortAnswersByClientWhenSeveralComeAtOnce() {
        target.then(done("b", "NONE"), done("a", "REBALANCE_IN_PROGRESS"), done("a", "NONE"));

        final Replay replay = ScriptRunner.run(Transcript.parse("sorted", "wait 250\n"), target);

        assertEquals(
                List.of("a: NONE", "a: REBALANCE_IN_PROGRESS", "b: NONE"),
                replay.actual().steps().get(0).answers());
        assertEquals(250, target.passedMs);
        assertEquals(List.of(), target.requests);
    }

    @Test
    void shouldUnderstandEveryRequestWhenWrittenInFull() {
        ScriptRunner.run(Transcript.parse("all", """
                        sync a group=g generation=3 member=m instance=i type=connect protocol=p assign=m:x,n:y
                        leave a group=g members=m,n/i,/j
                        commit a group=g generation=3 member=m offsets=t-1-0:5,t2-1:6:7,t2-2:8:-1:z*3
                        txn-commit a group=g txn=x generation=3 member=m instance=i offsets=t1-0:5
                        txn-commit a group=g txn=x offsets=
                        txn-end a txn=x result=commit
                        txn-end a txn=x result=abort
                        fetch a group=g
                        fetch a group=g offsets=t1-0 stable=true
                        list
                        list states=Stable,Empty
                        delete group=g
                        delete-offsets group=g offsets=t1-0,t1-1
                        """), target);

        assertEquals(
                List.of(
                        new Request.Sync(
                                "g",
                                3,
                                "m",
                                "i",
                                "connect",
                                "p",
                                List.of(new Request.Assigned("m", "x"), new Request.Assigned("n", "y"))),
                        new Request.Leave(
                                "g", List.of(new Identity("m", null), new Identity("n", "i"), new Identity("", "j"))),
                        new Request.OffsetCommit(
                                "g",
                                3,
                                "m",
                                null,
                                List.of(
                                        new Offset(new Partition("t-1", 0), 5, -1, ""),
                                        new Offset(new Partition("t2", 1), 6, 7, ""),
                                        new Offset(new Partition("t2", 2), 8, -1, "zzz"))),
                        new Request.TxnOffsetCommit(
                                "g", "x", 3, "m", "i", List.of(new Offset(new Partition("t1", 0), 5, -1, ""))),
                        new Request.TxnOffsetCommit("g", "x", -1, "", null, List.of()),
                        new Request.EndTxn("x", true),
                        new Request.EndTxn("x", false),
                        new Request.OffsetFetch("g", null, false),
                        new Request.OffsetFetch("g", List.of(new Partition("t1", 0)), true),
                        new Request.ListGroups(List.of()),
                        new Request.ListGroups(List.of("Stable", "Empty")),
                        new Request.DeleteGroup("g"),
                        new Request.OffsetDelete("g", List.of(new Partition("t1", 0), new Partition("t1", 1)))),
                target.requests);
    }

    @Test
    void shouldShowOffsetsWhenFetchedAndCommitted() {
        final Partition first = new Partition("t1", 0);
        final Partition second = new Partition("t1", 1);
        target.then(new Reply(
                        "a",
                        new Answer.Fetched(
                                "NONE",
                                List.of(
                                        new Answer.FetchedOffset(second, 5, 2, "note", "NONE"),
                                        new Answer.FetchedOffset(first, -1, -1, "", "NONE")))))
                .then(new Reply(
                        "a",
                        new Answer.Committed(List.of(
                                new Answer.PartitionError(first, "NONE"),
                                new Answer.PartitionError(second, "OFFSET_METADATA_TOO_LARGE")))));

        final Replay replay = ScriptRunner.run(
                Transcript.parse("offsets", "fetch a group=g\ncommit a group=g offsets=t1-0:1,t1-1:1\n"), target);

        assertEquals(
                List.of("a: NONE offsets=t1-0:-1,t1-1:5:2:note"),
                replay.actual().steps().get(0).answers());
        assertEquals(
                List.of("a: MIXED offsets=t1-0:NONE,t1-1:OFFSET_METADATA_TOO_LARGE"),
                replay.actual().steps().get(1).answers());
    }

    @Test
    void shouldRefuseScriptWhenWordIsNotUnderstood() {
        for (final String line : List.of(
                "jion a group=g",
                "join a protocols=x:y",
                "join a group=g protocol=x:y",
                "heartbeat a group=g generation=one member=m",
                "heartbeat a b group=g generation=1 member=m",
                "wait",
                "txn-end a txn=x result=perhaps",
                "fetch a group=g stable=perhaps",
                "describe group=g group=h")) {
            final Transcript transcript = Transcript.parse("slip", line);
            final IllegalArgumentException error =
                    assertThrows(IllegalArgumentException.class, () -> ScriptRunner.run(transcript, target), line);
            assertTrue(error.getMessage().contains("command=" + line), error.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> Transcript.parse("slip", "  a: NONE\n"));
    }

    private void answerTwoJoins(final String lastError) {
        target.then(new Reply("a", joined("MEMBER_ID_REQUIRED", -1, "", "x-17", List.of())))
                .then()
                .then(
                        new Reply("b", joined("NONE", 1, "x-17", "x-4", List.of())),
                        new Reply(
                                "a",
                                joined(
                                        "NONE",
                                        1,
                                        "x-17",
                                        "x-17",
                                        List.of(
                                                new Answer.JoinedMember("x-4", "ib", "t1"),
                                                new Answer.JoinedMember("x-17", null, "t1")))))
                .then(done("b", lastError));
    }

    private static Answer joined(
            final String error,
            final int generation,
            final String leader,
            final String memberId,
            final List<Answer.JoinedMember> members) {
        return new Answer.Joined(
                error, generation, "", generation < 0 ? "" : "range", leader, memberId, false, members);
    }

    private static Reply done(final String client, final String error) {
        return new Reply(client, new Answer.Done(error));
    }
}
