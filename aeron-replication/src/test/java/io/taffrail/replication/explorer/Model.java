/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import java.util.List;
import java.util.function.BiConsumer;

/** What can happen: from each state of a group to the next ones. */
final class Model {
    /** What is no fault. */
    private static final List<Event.Kind> USUAL =
            List.of(Event.Kind.TIMEOUT, Event.Kind.LAPSE, Event.Kind.HEARTBEAT, Event.Kind.PUBLISH);

    private final Bounds bounds;
    private final Table<Packet> packets = new Table<>((packet, index) -> packet.permuted(Renumbering.ALL[index]));
    private final Table<History> histories = new Table<>((history, index) -> history.permuted(Renumbering.ALL[index]));
    private final Members members = new Members(packets);

    Model(final Bounds bounds) {
        this.bounds = bounds;
    }

    Members members() {
        return members;
    }

    State first() {
        long all = 0;
        for (int node = 0; node < Bounds.NODES; node++) {
            all |= State.packed(node, members.first(node));
        }
        return new State(all, 0, 0, histories.idOf(History.begin(bounds.terms())), 0, State.NONE);
    }

    /** The one state that stands for this one and for those that differ from it by numbers of nodes only. */
    State canonical(final State state) {
        State least = state;
        for (int renumbering = 1; renumbering < Renumbering.ALL.length; renumbering++) {
            long all = 0;
            for (int node = 0; node < Bounds.NODES; node++) {
                final int there = Renumbering.ALL[renumbering][node];
                all |= State.packed(there, members.permuted(state.member(node), renumbering));
            }
            if (all <= least.members()) {
                final State other = new State(
                        all,
                        freshPermuted(state.fresh(), renumbering),
                        latePermuted(state.late(), renumbering),
                        histories.permuted(state.history(), renumbering),
                        state.faults(),
                        state.cutOff() == State.NONE ? State.NONE : Renumbering.ALL[renumbering][state.cutOff()]);
                least = other.isBefore(least) ? other : least;
            }
        }
        return least;
    }

    /** What is wrong with a state; null when nothing is. */
    String broken(final State state) {
        return Invariants.broken(members(state), histories.at(state.history()));
    }

    /** Gives each next state, and what leads to it. */
    void forEachNext(final State state, final BiConsumer<State, Cause> next) {
        if (state.fresh() != 0) {
            deliverFirst(state, next);
        } else {
            for (int i = 0; i < Packets.count(state.late()); i++) {
                deliverLate(state, i, next);
            }
            for (int node = 0; node < Bounds.NODES; node++) {
                for (final Event.Kind kind : USUAL) {
                    tryEvent(state, node, kind, next);
                }
            }
            if (state.cutOff() != State.NONE) {
                next.accept(state.withCutOff(State.NONE), new Cause(state.cutOff(), "IS BACK"));
            }
        }
        if (state.faults() < bounds.faults()) {
            forEachFault(state.withFault(), next);
        }
    }

    private void forEachFault(final State state, final BiConsumer<State, Cause> next) {
        if (state.fresh() != 0) {
            final int id = Packets.at(state.fresh(), 0);
            final State rest = state.withPackets(Packets.without(state.fresh(), 0), state.late());
            next.accept(rest, new Cause("lost:", packets.at(id)));
            if (Packets.count(state.late()) < bounds.late()) {
                next.accept(
                        rest.withPackets(rest.fresh(), withLate(rest.late(), id)), new Cause("late:", packets.at(id)));
            }
        } else {
            for (int node = 0; node < Bounds.NODES; node++) {
                tryEvent(state, node, Event.Kind.RESTART, next);
                tryEvent(state, node, Event.Kind.LOSE_POWER, next);
            }
        }
        for (int node = 0; node < Bounds.NODES; node++) {
            if (node != state.cutOff()) {
                next.accept(cutOff(state, node), new Cause(node, "IS CUT OFF"));
            }
        }
    }

    private void deliverFirst(final State state, final BiConsumer<State, Cause> next) {
        final int id = Packets.at(state.fresh(), 0);
        final Packet packet = packets.at(id);
        final long late = withoutLink(state.late(), packet, Packets.MAX);
        final State rest = state.withPackets(Packets.without(state.fresh(), 0), late);
        take(rest, packet.to(), members.deliver(state.member(packet.to()), id), new Cause("delivered:", packet), next);
    }

    private void deliverLate(final State state, final int index, final BiConsumer<State, Cause> next) {
        final int id = Packets.at(state.late(), index);
        final Packet packet = packets.at(id);
        final State rest = state.withPackets(0, withoutLink(state.late(), packet, index + 1));
        final Step step = members.deliver(state.member(packet.to()), id);
        take(rest, packet.to(), step, new Cause("at last:", packet), next);
        if (state.faults() < bounds.faults()) {
            final State repeating = state.withFault().withPackets(0, withoutLink(state.late(), packet, index));
            take(repeating, packet.to(), step, new Cause("not for the last time:", packet), next);
        }
        next.accept(state.withPackets(0, Packets.without(state.late(), index)), new Cause("lost:", packet));
    }

    private State cutOff(final State state, final int node) {
        long fresh = state.fresh();
        for (int i = Packets.count(fresh) - 1; i >= 0; i--) {
            final Packet packet = packets.at(Packets.at(fresh, i));
            if (packet.from() == node || packet.to() == node) {
                fresh = Packets.without(fresh, i);
            }
        }
        return state.withPackets(fresh, state.late()).withCutOff(node);
    }

    private void tryEvent(
            final State state, final int node, final Event.Kind kind, final BiConsumer<State, Cause> next) {
        if (isPossible(state, node, kind)) {
            take(state, node, members.step(state.member(node), kind), new Cause(node, kind), next);
        }
    }

    /** Lines for people. */
    String describe(final State state) {
        final StringBuilder text = new StringBuilder();
        for (int node = 0; node < Bounds.NODES; node++) {
            text.append("          ")
                    .append(node)
                    .append(' ')
                    .append(members.at(state.member(node)))
                    .append('\n');
        }
        describe(text, "under way", state.fresh());
        describe(text, "late", state.late());
        return text.toString();
    }

    @Override
    public String toString() {
        return "members=" + members.size() + " packets=" + packets.size() + " histories=" + histories.size();
    }

    private boolean isPossible(final State state, final int node, final Event.Kind kind) {
        final Member member = members.at(state.member(node));
        return switch (kind) {
            case DELIVER -> false;
            case TIMEOUT, RESTART -> true;
            case LAPSE -> !member.isLeader() && member.leader() >= 0;
            case HEARTBEAT -> member.isLeader();
            case PUBLISH -> member.isLeader() && member.log().size() < bounds.records();
            case LOSE_POWER -> bounds.hasPowerLoss() && !member.log().isEmpty() && areOthersVoters(state, node);
        };
    }

    private boolean areOthersVoters(final State state, final int node) {
        for (int other = 0; other < Bounds.NODES; other++) {
            if (other != node && !members.at(state.member(other)).isVoter()) {
                return false;
            }
        }
        return true;
    }

    /** The state after a step; packets to two nodes may come in in either order. */
    private void take(
            final State state,
            final int node,
            final Step step,
            final Cause cause,
            final BiConsumer<State, Cause> next) {
        final Member after = members.at(step.member());
        if (after.term() > bounds.terms() || after.log().size() > bounds.records()) {
            return;
        }
        final History before = histories.at(state.history());
        final int history =
                before.isSameAfter(step, after) ? state.history() : histories.idOf(before.after(step, after));
        final State there = state.withMember(node, step.member(), history);
        long inOrder = state.fresh();
        long inOtherOrder = state.fresh();
        for (int i = 0; i < step.sent().size(); i++) {
            inOrder = withFresh(state, inOrder, step.sent().get(i));
            inOtherOrder =
                    withFresh(state, inOtherOrder, step.sent().get(step.sent().size() - 1 - i));
        }
        next.accept(there.withPackets(inOrder, there.late()), cause);
        if (inOtherOrder != inOrder) {
            next.accept(there.withPackets(inOtherOrder, there.late()), cause);
        }
    }

    private long withFresh(final State state, final long fresh, final int id) {
        final Packet packet = packets.at(id);
        final boolean isCutOff = packet.from() == state.cutOff() || packet.to() == state.cutOff();
        return isCutOff ? fresh : Packets.with(fresh, id);
    }

    /** Behind older ones of its link. */
    private long withLate(final long late, final int id) {
        int index = Packets.count(late);
        while (index > 0
                && packets.at(Packets.at(late, index - 1)).link()
                        > packets.at(id).link()) {
            index--;
        }
        return Packets.with(late, index, id);
    }

    /** Those before an index that are on the link of a packet are lost: nothing overtakes on a link. */
    private long withoutLink(final long late, final Packet packet, final int end) {
        long rest = late;
        for (int i = Math.min(end, Packets.count(late)) - 1; i >= 0; i--) {
            if (packets.at(Packets.at(late, i)).link() == packet.link()) {
                rest = Packets.without(rest, i);
            }
        }
        return rest;
    }

    private void describe(final StringBuilder text, final String how, final long some) {
        for (int i = 0; i < Packets.count(some); i++) {
            text.append("          ")
                    .append(how)
                    .append(' ')
                    .append(packets.at(Packets.at(some, i)))
                    .append('\n');
        }
    }

    private long freshPermuted(final long fresh, final int renumbering) {
        long there = 0;
        for (int i = 0; i < Packets.count(fresh); i++) {
            there = Packets.with(there, packets.permuted(Packets.at(fresh, i), renumbering));
        }
        return there;
    }

    private long latePermuted(final long late, final int renumbering) {
        long there = 0;
        for (int i = 0; i < Packets.count(late); i++) {
            there = withLate(there, packets.permuted(Packets.at(late, i), renumbering));
        }
        return there;
    }

    private Member[] members(final State state) {
        final Member[] all = new Member[Bounds.NODES];
        for (int node = 0; node < all.length; node++) {
            all[node] = members.at(state.member(node));
        }
        return all;
    }

    /** What leads from a state to another, for people. */
    record Cause(Object how, Object what) {
        @Override
        public String toString() {
            return how + " " + what;
        }
    }
}
