/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All members that were met, and what each event does to each: the core runs once for the two of them. */
final class Members {
    private final Table<Packet> packets;
    private final Table<Member> members = new Table<>(this::permuted);
    private final Map<Cause, Step> steps = new HashMap<>();
    private final Map<Integer, Member> others = new HashMap<>();

    Members(final Table<Packet> packets) {
        this.packets = packets;
    }

    int first(final int number) {
        return members.idOf(Member.first(number));
    }

    Member at(final int id) {
        return members.at(id);
    }

    int size() {
        return members.size();
    }

    int permuted(final int id, final int renumbering) {
        return members.permuted(id, renumbering);
    }

    Step deliver(final int member, final int packet) {
        final Cause cause = new Cause(member, Event.Kind.DELIVER, packet);
        final Step known = steps.get(cause);
        return known != null ? known : remember(cause, Event.deliver(packets.at(packet)));
    }

    Step step(final int member, final Event.Kind kind) {
        final Cause cause = new Cause(member, kind, 0);
        final Step known = steps.get(cause);
        return known != null ? known : remember(cause, Event.of(kind));
    }

    /**
     * Takes each step once more with a member that is the same by its snapshot and has another past.
     *
     * @return how many did the same.
     * @throws IllegalStateException for one that did not: the snapshot leaves out something that matters.
     */
    int compare() {
        int compared = 0;
        for (final Map.Entry<Cause, Step> known : List.copyOf(steps.entrySet())) {
            final Cause cause = known.getKey();
            final Member other = others.get(cause.member);
            if (other != null) {
                final Event event = cause.kind == Event.Kind.DELIVER
                        ? Event.deliver(packets.at(cause.packet))
                        : Event.of(cause.kind);
                final Step step = run(other, event);
                if (!step.equals(known.getValue())) {
                    throw new IllegalStateException("the same by their snapshots: " + other + " and " + at(cause.member)
                            + " do " + step + " and " + known.getValue() + " on " + event);
                }
                compared++;
            }
        }
        return compared;
    }

    private Step remember(final Cause cause, final Event event) {
        final Step step = run(members.at(cause.member), event);
        steps.put(cause, step);
        return step;
    }

    private Step run(final Member before, final Event event) {
        final Member after = before.after(event);
        final Node node = after.node();
        String broken = node.broken();
        final boolean isStart = event.kind() == Event.Kind.RESTART || event.kind() == Event.Kind.LOSE_POWER;
        if (broken == null && !isStart && after.highWatermark() < before.highWatermark()) {
            broken = "a high watermark goes back";
        }
        if (broken == null && after.highWatermark() > after.log().size()) {
            broken = "a high watermark is past the end of the log";
        }
        final int id = members.idOf(after);
        if (members.at(id) != after) {
            others.put(id, after);
        }
        final List<Integer> sent = node.sent().stream().map(packets::idOf).toList();
        return new Step(id, sent, node.ledTerm(), node.votedTerm(), node.votedFor(), broken);
    }

    private Member permuted(final Member member, final int renumbering) {
        if (member.before() == null) {
            return Member.first(Renumbering.ALL[renumbering][member.number()]);
        }
        final int before = permuted(members.idOf(member.before()), renumbering);
        return members.at(before).after(member.event().permuted(Renumbering.ALL[renumbering]));
    }

    /** An event at a member. */
    private record Cause(int member, Event.Kind kind, int packet) {}
}
