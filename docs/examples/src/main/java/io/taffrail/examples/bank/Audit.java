/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import io.taffrail.engine.LogEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Reads what the bank has committed, all of it, and says what is wrong. It trusts no teller: each decision is worked out again
 * from the events that its teller had read.
 */
final class Audit {
    private static final int MAX_PROBLEMS = 10;

    private final Map<Long, Transfer> requests = new HashMap<>();
    private final Map<Long, Decision> decisions = new HashMap<>();
    private final Map<Long, Credit> credits = new HashMap<>();
    private final Map<String, NavigableMap<Long, Long>> creditedUpTo = new HashMap<>();
    private final Map<String, Long> debited = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private long deposited;
    private long refused;

    private Audit() {}

    /** Audit a bank all of whose requests are decided. */
    static Audit of(final LogEngine engine) {
        final Audit audit = new Audit();
        Bank.replay(engine, Bank.REQUESTS, record -> audit.onRequest(Transfer.of(record)));
        Bank.replay(engine, Bank.CREDITS, record -> audit.onCredit(Credit.of(record), record.offset()));
        Bank.replay(engine, Bank.DECISIONS, record -> audit.onDecision(Decision.of(record)));
        audit.compare();
        return audit;
    }

    private void onRequest(final Transfer request) {
        require(requests.put(request.id(), request) == null, "request=" + request.id() + " was published twice");
    }

    private void onCredit(final Credit credit, final long offset) {
        final NavigableMap<Long, Long> sums = creditedUpTo.computeIfAbsent(credit.account(), name -> new TreeMap<>());
        final long before = sums.isEmpty() ? 0 : sums.lastEntry().getValue();
        sums.put(offset + 1, before + credit.amount());
        if (credit.isOpening()) {
            deposited += credit.amount();
        } else {
            require(credits.put(credit.id(), credit) == null, "request=" + credit.id() + " was credited twice");
        }
    }

    /** In the order of an account's decisions, behind all credits. */
    private void onDecision(final Decision decision) {
        final Transfer transfer = decision.transfer();
        final long id = transfer.id();
        require(decisions.put(id, decision) == null, "request=" + id + " was decided twice");
        require(transfer.equals(requests.get(id)), "request=" + id + " was " + requests.get(id) + ": " + decision);
        final long balance = credited(transfer.from(), decision.creditsRead()) - debited(transfer.from());
        require(decision.balance() == balance, "balance=" + balance + " of " + transfer.from() + " at: " + decision);
        require(decision.isGranted() == (transfer.amount() <= balance), "balance=" + balance + " but: " + decision);
        if (decision.isGranted()) {
            debited.merge(transfer.from(), transfer.amount(), Long::sum);
        } else {
            refused++;
        }
    }

    private void compare() {
        requests.keySet().forEach(id -> require(decisions.containsKey(id), "request=" + id + " was never decided"));
        decisions.forEach((id, decision) -> {
            final Credit expected = decision.isGranted() ? Credit.of(decision.transfer()) : null;
            final Credit found = credits.remove(id);
            require(
                    expected == null ? found == null : expected.equals(found),
                    "credit=" + found + " where " + expected + " belongs: " + decision);
        });
        credits.forEach((id, credit) -> require(false, "nobody was debited for " + credit));
        for (final String account : creditedUpTo.keySet()) {
            require(balance(account) >= 0, "balance=" + balance(account) + " of " + account);
        }
        require(total() == deposited, "total=" + total() + " but deposited=" + deposited);
    }

    private long credited(final String account, final long upTo) {
        final NavigableMap<Long, Long> sums = creditedUpTo.getOrDefault(account, new TreeMap<>());
        final Map.Entry<Long, Long> last = sums.floorEntry(upTo);
        return last == null ? 0 : last.getValue();
    }

    private long debited(final String account) {
        return debited.getOrDefault(account, 0L);
    }

    private long balance(final String account) {
        return credited(account, Long.MAX_VALUE) - debited(account);
    }

    private void require(final boolean isMet, final String problem) {
        if (!isMet && problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        }
    }

    /** What is wrong, the first of it; empty when all is well. */
    List<String> problems() {
        return problems;
    }

    int accounts() {
        return creditedUpTo.size();
    }

    long decided() {
        return decisions.size();
    }

    long refused() {
        return refused;
    }

    /** Sum of all first deposits. */
    long deposited() {
        return deposited;
    }

    /** Sum of all balances. */
    long total() {
        return creditedUpTo.keySet().stream().mapToLong(this::balance).sum();
    }
}
