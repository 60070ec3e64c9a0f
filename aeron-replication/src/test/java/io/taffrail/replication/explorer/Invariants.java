/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import java.util.List;

/** What must hold in every state. */
final class Invariants {
    private Invariants() {}

    /** What does not hold; null when all does. */
    static String broken(final Member[] members, final History history) {
        if (history.broken() != null) {
            return history.broken();
        }
        for (final Member member : members) {
            for (final Member other : members) {
                if (member.number() < other.number() && !areMatching(member.log(), other.log())) {
                    return "logs of nodes " + member.number() + " and " + other.number()
                            + " differ before a record of the same term";
                }
            }
            final int missing = firstMissing(member, history);
            if (missing < history.committed().size()) {
                if (member.isLeader() && history.committedIn().get(missing) < member.term()) {
                    return "node " + member.number() + " leads without the committed record at offset " + missing;
                }
                if (canWin(member, members)) {
                    return "node " + member.number() + " can be elected without the committed record at offset "
                            + missing;
                }
            }
        }
        return null;
    }

    /** The same term at the same offset: the same before it. */
    private static boolean areMatching(final List<Integer> one, final List<Integer> other) {
        int last = Math.min(one.size(), other.size()) - 1;
        while (last >= 0 && !one.get(last).equals(other.get(last))) {
            last--;
        }
        while (last > 0 && one.get(last - 1).equals(other.get(last - 1))) {
            last--;
        }
        return last <= 0;
    }

    private static int firstMissing(final Member member, final History history) {
        int offset = 0;
        while (offset < history.committed().size()
                && member.has(offset, history.committed().get(offset))) {
            offset++;
        }
        return offset;
    }

    /** Whether a majority has no better logs. */
    private static boolean canWin(final Member candidate, final Member[] members) {
        int votes = 0;
        for (final Member voter : members) {
            final boolean isUpToDate = candidate.lastTerm() > voter.lastTerm()
                    || candidate.lastTerm() == voter.lastTerm()
                            && candidate.log().size() >= voter.log().size();
            votes += voter.isVoter() && isUpToDate ? 1 : 0;
        }
        return candidate.isVoter() && votes >= Bounds.MAJORITY;
    }
}
