/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What happened that must agree with what happens later.
 *
 * @param leaders     of each term, from 1 on; {@link #NOBODY} for none.
 * @param terms       newest one that each node was seen in.
 * @param votes       of each node in that term, or {@link #NOBODY}.
 * @param committed   terms of the records that any member knows to be committed.
 * @param committedIn term of the member that was the first to know, for each.
 * @param broken      what happened that must not, without numbers of nodes, else null.
 */
record History(
        List<Integer> leaders,
        List<Integer> terms,
        List<Integer> votes,
        List<Integer> committed,
        List<Integer> committedIn,
        String broken) {
    static final int NOBODY = -1;

    static History begin(final int terms) {
        return new History(
                Collections.nCopies(terms, NOBODY),
                Collections.nCopies(Bounds.NODES, 0),
                Collections.nCopies(Bounds.NODES, NOBODY),
                List.of(),
                List.of(),
                null);
    }

    /** Whether a step changes nothing here. */
    boolean isSameAfter(final Step step, final Member after) {
        return step.ledTerm() == 0
                && step.broken() == null
                && after.term() <= terms.get(after.number())
                && (step.votedTerm() == 0
                        || step.votedTerm() == terms.get(after.number())
                                && step.votedFor() == votes.get(after.number()))
                && hasCommitted(after);
    }

    History after(final Step step, final Member member) {
        final int number = member.number();
        String problem = step.broken();
        final List<Integer> newLeaders = new ArrayList<>(leaders);
        if (step.ledTerm() > 0 && newLeaders.set(step.ledTerm() - 1, number) != NOBODY) {
            problem = "term " + step.ledTerm() + " is led for the second time";
        }
        final List<Integer> newTerms = new ArrayList<>(terms);
        final List<Integer> newVotes = new ArrayList<>(votes);
        if (newTerms.get(number) < member.term()) {
            newTerms.set(number, member.term());
            newVotes.set(number, NOBODY);
        }
        if (step.votedTerm() > 0) {
            final int before = newVotes.set(number, step.votedFor());
            if (step.votedTerm() < newTerms.get(number) || before != NOBODY && before != step.votedFor()) {
                problem = "a node votes again in term " + step.votedTerm();
            }
        }
        final List<Integer> newCommitted = new ArrayList<>(committed);
        final List<Integer> newCommittedIn = new ArrayList<>(committedIn);
        for (int offset = committed.size();
                offset < Math.min(member.highWatermark(), member.log().size());
                offset++) {
            newCommitted.add(member.log().get(offset));
            newCommittedIn.add(member.term());
        }
        for (int offset = 0; offset < member.highWatermark() && problem == null; offset++) {
            if (!member.has(offset, newCommitted.get(offset))) {
                problem = "another record is committed at offset " + offset;
            }
        }
        return new History(newLeaders, newTerms, newVotes, newCommitted, newCommittedIn, problem);
    }

    History permuted(final int[] numbers) {
        final List<Integer> newTerms = new ArrayList<>(terms);
        final List<Integer> newVotes = new ArrayList<>(votes);
        for (int node = 0; node < Bounds.NODES; node++) {
            newTerms.set(numbers[node], terms.get(node));
            newVotes.set(numbers[node], permuted(votes.get(node), numbers));
        }
        final List<Integer> newLeaders =
                leaders.stream().map(leader -> permuted(leader, numbers)).toList();
        return new History(newLeaders, newTerms, newVotes, committed, committedIn, broken);
    }

    private boolean hasCommitted(final Member member) {
        if (member.highWatermark() > committed.size()) {
            return false;
        }
        for (int offset = 0; offset < member.highWatermark(); offset++) {
            if (!member.has(offset, committed.get(offset))) {
                return false;
            }
        }
        return true;
    }

    private static int permuted(final int node, final int[] numbers) {
        return node == NOBODY ? NOBODY : numbers[node];
    }
}
