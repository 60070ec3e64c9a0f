/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stable names for the member ids that a target makes up: the client's name and a number, in the order in which the ids appear.
 * Ids that the script itself made up stay as they are.
 */
final class MemberNames {
    private static final char MARK = '#';
    private static final String STRANGER = "?";

    private final Map<String, String> nameById = new HashMap<>();
    private final Map<String, String> idByName = new HashMap<>();
    private final Map<String, Integer> countByClient = new HashMap<>();
    private final Set<String> madeUp = new HashSet<>();

    /** The id behind a name that a script uses. */
    String id(final String name) {
        if (name.indexOf(MARK) < 0) {
            madeUp.add(name);
            return name;
        }
        final String id = idByName.get(name);
        if (id == null) {
            throw new IllegalStateException("no member has appeared under this name yet, name=" + name);
        }
        return id;
    }

    /** The name of an id; one whose client is not known is a stranger. */
    String name(final String id) {
        introduce(STRANGER, id);
        return nameById.getOrDefault(id, id);
    }

    /**
     * Give names to those whose client the replies tell; all of them before any is shown, since the leader may hear of a member
     * before the member itself does.
     */
    void introduce(final List<Reply> replies) {
        for (final Reply reply : replies) {
            if (reply.answer() instanceof final Answer.Joined joined) {
                introduce(reply.client(), joined.memberId());
            }
        }
        for (final Reply reply : replies) {
            if (reply.answer() instanceof final Answer.Described described) {
                described.members().stream()
                        .sorted(Comparator.comparing(Answer.DescribedMember::clientId)
                                .thenComparing(member -> String.valueOf(member.instanceId())))
                        .forEach(member -> introduce(member.clientId(), member.memberId()));
            }
        }
    }

    private void introduce(final String client, final String id) {
        if (id.isEmpty() || madeUp.contains(id) || nameById.containsKey(id)) {
            return;
        }
        final String name = client + MARK + countByClient.merge(client, 1, Integer::sum);
        nameById.put(id, name);
        idByName.put(name, id);
    }
}
