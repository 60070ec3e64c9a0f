/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import io.taffrail.replication.raft.Ballot;
import io.taffrail.replication.raft.RaftConfig;
import io.taffrail.replication.raft.RaftEffects;
import io.taffrail.replication.raft.RaftMember;
import io.taffrail.replication.raft.RaftMessages;
import io.taffrail.replication.raft.Role;
import io.taffrail.replication.raft.Standing;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A node with one member: its log, its journal of terms and votes, its clock. A leader sends its
 * records, one by one, to whoever is found to agree.
 */
final class Node implements RaftEffects, Records {
    /** Long enough that heartbeats take no time beside it. */
    static final long ELECTION_NS = 1L << 30;

    private static final long LAPSE_NS = ELECTION_NS * 5 / 4;
    private static final long TIMEOUT_NS = ELECTION_NS * 4;
    private static final int NOT_SENDING = -1;
    private static final List<Integer> VOTERS =
            IntStream.range(0, Bounds.NODES).boxed().toList();
    private static final Map<String, Method> MESSAGES = messages();

    private final int number;
    private final RaftConfig config;
    private final TermLog log = new TermLog();
    private final long[] cursors = new long[Bounds.NODES];
    private final List<List<Message>> sent = Stream.generate(() -> (List<Message>) new ArrayList<Message>())
            .limit(Bounds.NODES)
            .toList();
    private final RaftMessages out;
    private final Records records;
    private RaftMember member;
    private Standing standing = Standing.VOTER;
    private int journalTerm;
    private int journalVote = NOBODY;
    private long nowNs;
    private int ledTerm;
    private int votedTerm;
    private int votedFor = NOBODY;
    private String broken;

    Node(final int number) {
        this.number = number;
        this.config = new RaftConfig(number, VOTERS, ELECTION_NS, 1, ELECTION_NS);
        final Object proxy = Proxy.newProxyInstance(
                Node.class.getClassLoader(),
                new Class<?>[] {RaftMessages.class, Records.class},
                (self, method, arguments) -> {
                    send(method.getName(), arguments);
                    return null;
                });
        this.out = (RaftMessages) proxy;
        this.records = (Records) proxy;
        start(0);
    }

    /** Another node that is as this one. */
    Node copy() {
        final Node copy = new Node(number);
        copy.log.terms().addAll(log.terms());
        System.arraycopy(cursors, 0, copy.cursors, 0, cursors.length);
        copy.standing = standing;
        copy.journalTerm = journalTerm;
        copy.journalVote = journalVote;
        copy.nowNs = nowNs;
        Snapshot.copy(member, copy.member);
        return copy;
    }

    /** What came of the last event begins anew with each. */
    void apply(final Event event) {
        sent.forEach(List::clear);
        ledTerm = 0;
        votedTerm = 0;
        votedFor = NOBODY;
        switch (event.kind()) {
            case DELIVER ->
                event.packet()
                        .messages()
                        .forEach(message -> receive(event.packet().from(), message));
            case TIMEOUT -> pass(TIMEOUT_NS);
            case LAPSE -> pass(LAPSE_NS);
            case HEARTBEAT -> pass(config.heartbeatNs());
            case PUBLISH -> append();
            case RESTART -> start(member.highWatermark());
            case LOSE_POWER -> {
                log.truncate(0);
                standing = Standing.AMNESIAC;
                start(0);
            }
        }
        sendRecords();
    }

    int number() {
        return number;
    }

    RaftMember member() {
        return member;
    }

    List<Integer> log() {
        return log.terms();
    }

    /** What the last event made it say, to each other node. */
    List<Packet> sent() {
        return VOTERS.stream()
                .filter(to -> !sent.get(to).isEmpty())
                .map(to -> new Packet(number, to, List.copyOf(sent.get(to))))
                .toList();
    }

    /** Term that the last event made it the leader of, else 0. */
    int ledTerm() {
        return ledTerm;
    }

    /** Term in which the last event made it say whom it votes for, else 0. */
    int votedTerm() {
        return votedTerm;
    }

    int votedFor() {
        return votedFor;
    }

    /** What happened here that must not; null when nothing did. */
    String broken() {
        return broken;
    }

    /** Equal for nodes that will do the same. */
    String snapshot() {
        return number + " log=" + log + " journal=" + journalTerm + "," + journalVote + " " + standing
                + (member.role() == Role.LEADER ? " cursors=" + Arrays.toString(cursors) : "") + " "
                + Snapshot.of(member, nowNs);
    }

    private void start(final long committed) {
        Arrays.fill(cursors, NOT_SENDING);
        member = new RaftMember(config, log, out, this, bound -> ELECTION_NS - 1);
        member.start(nowNs, journalTerm, journalVote, committed, standing);
    }

    private void pass(final long timeNs) {
        nowNs += timeNs;
        member.tick(nowNs);
    }

    private void append() {
        log.terms().add(member.term());
        member.onAppended();
    }

    private void receive(final int from, final Message message) {
        final Method method = MESSAGES.get(message.name());
        final Object target = method.getDeclaringClass() == Records.class ? this : member;
        try {
            method.invoke(
                    target,
                    Stream.concat(Stream.of(from), message.arguments().stream()).toArray());
        } catch (final InvocationTargetException ex) {
            broken = "the core fails with " + ex.getCause();
        } catch (final IllegalAccessException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void record(
            final int from,
            final int term,
            final long committed,
            final long offset,
            final int termBefore,
            final int recordTerm) {
        if (!member.onRecords(from, term, committed, offset, termBefore)) {
            return;
        }
        if (offset > log.endOffset() || log.termBefore(offset) != termBefore) {
            member.onGap();
            return;
        }
        if (offset == log.endOffset()) {
            log.terms().add(recordTerm);
        }
        member.onAppended();
    }

    /** One to each in a step: the next one goes along with whatever this member does next. */
    private void sendRecords() {
        for (int to = 0; member.role() == Role.LEADER && to < cursors.length; to++) {
            final long offset = cursors[to];
            if (offset != NOT_SENDING && offset < log.endOffset()) {
                cursors[to] = offset + 1;
                final int recordTerm = log.termBefore(offset + 1);
                records.record(to, member.term(), member.highWatermark(), offset, log.termBefore(offset), recordTerm);
            }
        }
    }

    private void send(final String name, final Object[] arguments) {
        final int to = (int) arguments[0];
        switch (name) {
            case "voteRequest" -> vote((int) arguments[1], number, arguments[4]);
            case "voteAnswer" -> {
                if ((boolean) arguments[3]) {
                    vote((int) arguments[1], to, arguments[2]);
                }
            }
            case "matched" -> cursors[to] = (long) arguments[3];
            case "diverged", "reset" -> cursors[to] = NOT_SENDING;
            default -> {}
        }
        sent.get(to).add(new Message(name, List.of(arguments).subList(1, arguments.length)));
    }

    private void vote(final int term, final int candidate, final Object ballot) {
        if (ballot != Ballot.PRE_VOTE) {
            votedTerm = term;
            votedFor = candidate;
        }
    }

    @Override
    public void persist(final int term, final int vote) {
        journalTerm = term;
        journalVote = vote;
    }

    @Override
    public void lead(final int term) {
        ledTerm = term;
        Arrays.fill(cursors, NOT_SENDING);
        log.terms().add(term);
    }

    @Override
    public void fence(final int term) {
        Arrays.fill(cursors, NOT_SENDING);
    }

    @Override
    public void follow(final int term, final int leader) {}

    @Override
    public void truncate(final long offset) {
        if (offset < member.highWatermark()) {
            broken = "committed records are cut";
        }
        log.truncate(offset);
    }

    @Override
    public void discard(final long offset) {
        broken = "a log begins anew although none begins later";
    }

    @Override
    public void commit(final long offset) {}

    @Override
    public void recovered() {
        standing = Standing.VOTER;
    }

    @Override
    public void violation(final String what) {
        broken = what.replaceAll("\\d+", "N"); // the same whatever the nodes' numbers are
    }

    private static Map<String, Method> messages() {
        final Map<String, Method> methods = new HashMap<>();
        for (final Class<?> type : List.of(RaftMessages.class, Records.class)) {
            for (final Method method : type.getMethods()) {
                methods.put(method.getName(), method);
            }
        }
        return methods;
    }
}
