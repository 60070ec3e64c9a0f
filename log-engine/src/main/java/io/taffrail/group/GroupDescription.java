/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import java.util.List;

/**
 * A group as it is.
 *
 * @param groupId      of the group.
 * @param state        it is in; {@link GroupState#DEAD} where there is none of this id.
 * @param protocolType of its members; empty where it never had one.
 * @param protocol     that was chosen; empty without members.
 * @param generation   it is in.
 * @param leader       member id of the leader; empty without members.
 * @param members      in the order in which they joined.
 */
public record GroupDescription(
        String groupId,
        GroupState state,
        String protocolType,
        String protocol,
        int generation,
        String leader,
        List<DescribedMember> members) {
    /**
     * A member as it is.
     *
     * @param memberId     its id.
     * @param instanceId   its instance id, or null.
     * @param clientId     name of its client.
     * @param clientHost   where it runs.
     * @param subscription its metadata for the protocol that was chosen; empty unless the group is stable.
     * @param assignment   what it was assigned last.
     */
    public record DescribedMember(
            String memberId,
            String instanceId,
            String clientId,
            String clientHost,
            byte[] subscription,
            byte[] assignment) {}

    static GroupDescription dead(final String groupId) {
        return new GroupDescription(groupId, GroupState.DEAD, "", "", 0, "", List.of());
    }

    static GroupDescription of(final Group group) {
        final boolean isStable = group.state == GroupState.STABLE;
        final List<DescribedMember> members = group.members.all().stream()
                .map(member -> new DescribedMember(
                        member.id,
                        member.instanceId,
                        member.clientId,
                        member.clientHost,
                        isStable ? member.metadata(group.protocol) : Group.NOTHING,
                        member.assignment))
                .toList();
        return new GroupDescription(
                group.id,
                group.state,
                orEmpty(group.protocolType),
                isStable ? orEmpty(group.protocol) : "",
                group.generation,
                orEmpty(group.members.leaderId()),
                members);
    }

    private static String orEmpty(final String text) {
        return text == null ? "" : text;
    }
}
