/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.kafkacontract.ProducerAnswer.Added;
import io.taffrail.kafkacontract.ProducerAnswer.Assigned;
import io.taffrail.kafkacontract.ProducerAnswer.Described;
import io.taffrail.kafkacontract.ProducerAnswer.Listed;
import io.taffrail.kafkacontract.ProducerAnswer.ListedTransaction;
import io.taffrail.kafkacontract.Request.Partition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionScriptTest {
    private final FakeTransactions target = new FakeTransactions();

    @Test
    void shouldAskWhatTheScriptSays() {
        target.then(new Assigned("NONE", 4711, (short) 0));
        for (int i = 0; i < 6; i++) {
            target.then(new Added("NONE"));
        }

        run("""
                init id=t
                init id=t timeout=5 producer=p1 epoch=3
                add id=t producer=p1 epoch=3 partitions=t-1-0,u-2
                commit id=t producer=p1 epoch=3
                abort id= producer=99 epoch=-1
                wait 20
                describe id=t
                list states=Empty,Ongoing
                """);

        assertEquals(
                List.of(
                        new ProducerRequest.Init("t", 60_000, -1, (short) -1),
                        new ProducerRequest.Init("t", 5, 4711, (short) 3),
                        new ProducerRequest.Add(
                                "t", 4711, (short) 3, List.of(new Partition("t-1", 0), new Partition("u", 2))),
                        new ProducerRequest.End("t", 4711, (short) 3, true),
                        new ProducerRequest.End("", 99, (short) -1, false),
                        new ProducerRequest.Describe("t"),
                        new ProducerRequest.ListTransactions(List.of("Empty", "Ongoing"))),
                target.requests);
        assertEquals(20, target.passedMs);
    }

    @Test
    void shouldShowAnswersInOneLine() {
        target.then(new Assigned("NONE", 7, (short) 2))
                .then(new Assigned("PRODUCER_FENCED", -1, (short) -1))
                .then(new Described(
                        "NONE", "Ongoing", 7, (short) 2, 10, List.of(new Partition("b", 0), new Partition("a", 1))))
                .then(new Described("TRANSACTIONAL_ID_NOT_FOUND", "", 0, (short) 0, 0, List.of()))
                .then(new Listed(
                        "NONE",
                        List.of(new ListedTransaction("u", "Empty", 3), new ListedTransaction("t", "Ongoing", 7))))
                .then(new Listed("NONE", List.of()));

        final Replay replay = run("""
                init id=t
                  NONE producer=p1 epoch=2
                init id=t
                  PRODUCER_FENCED
                describe id=t
                  NONE state=Ongoing producer=p1 epoch=2 timeout=10 partitions=a-1,b-0
                describe id=x
                  TRANSACTIONAL_ID_NOT_FOUND
                list
                  NONE ids=t:Ongoing:p1,u:Empty:p2
                list
                  NONE
                """);

        assertEquals("", replay.difference());
    }

    @Test
    void shouldAskSeveralTimesAndShowTheLastAnswer() {
        target.then(new Added("A")).then(new Added("B")).then(new Added("C"));

        assertEquals("", run("describe id=t times=3\n  C").difference());
        assertEquals(3, target.requests.size());
    }

    @Test
    void shouldEndWhereAProducerIsNamedThatHasNotAppeared() {
        final Replay replay = run("abort id=t producer=p1 epoch=0\n  NONE");

        assertFalse(replay.isSame());
        assertTrue(replay.difference().contains("name=p1"), replay.difference());
    }

    @Test
    void shouldRefuseCommandsThatAreNotUnderstood() {
        assertWrong("begin id=t");
        assertWrong("init");
        assertWrong("init id=t who=me");
        assertWrong("add id=t producer=1 epoch=x");
        assertWrong("add id=t producer=1 epoch=0 partitions=t");
        assertWrong("wait");
    }

    private void assertWrong(final String command) {
        assertThrows(IllegalArgumentException.class, () -> run(command), command);
    }

    private Replay run(final String text) {
        return ScriptRunner.run(Transcript.parse("test", text), target);
    }

    /** Answers what a test tells it to. */
    private static final class FakeTransactions implements TransactionTarget {
        final List<ProducerRequest> requests = new ArrayList<>();
        long passedMs;

        private final Deque<ProducerAnswer> answers = new ArrayDeque<>();

        FakeTransactions then(final ProducerAnswer next) {
            answers.add(next);
            return this;
        }

        @Override
        public ProducerAnswer ask(final ProducerRequest request) {
            requests.add(request);
            return answers.remove();
        }

        @Override
        public void advance(final long durationMs) {
            passedMs += durationMs;
        }

        @Override
        public void close() {
            answers.clear();
        }
    }
}
