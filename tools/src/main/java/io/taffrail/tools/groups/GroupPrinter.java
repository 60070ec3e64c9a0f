/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.groups;

import io.taffrail.group.GroupDescription;
import io.taffrail.group.GroupDescription.DescribedMember;
import io.taffrail.model.TopicPartition;
import io.taffrail.tools.console.JsonLines;
import io.taffrail.tools.console.Notes;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints groups as a table each, states as one table for all, or everything as JSON. */
final class GroupPrinter {
    private static final String[] TITLES = {
        "GROUP", "TOPIC", "PARTITION", "CURRENT-OFFSET", "LOG-END-OFFSET", "LAG", "CONSUMER-ID", "HOST", "CLIENT-ID"
    };
    private static final String[] TITLES_WITH_LOST = {
        "GROUP",
        "TOPIC",
        "PARTITION",
        "CURRENT-OFFSET",
        "LOG-END-OFFSET",
        "LAG",
        "LOST",
        "CONSUMER-ID",
        "HOST",
        "CLIENT-ID"
    };

    private final Output output;
    private final JsonLines lines;
    private final Table states =
            new Table("GROUP", "STATE", "GENERATION", "PROTOCOL-TYPE", "ASSIGNMENT-STRATEGY", "LEADER", "#MEMBERS");
    private boolean hasStates;
    private boolean hasTables;

    GroupPrinter(final Output output, final boolean isJson) {
        this.output = output;
        this.lines = isJson ? new JsonLines(output) : null;
    }

    void state(final GroupDescription group) {
        if (lines != null) {
            lines.line(json -> json.put("group", group.groupId())
                    .put("state", group.state().text())
                    .put("generation", group.generation())
                    .put("protocolType", group.protocolType())
                    .put("assignmentStrategy", group.protocol())
                    .put("leader", group.leader())
                    .put("members", group.members().size()));
            return;
        }
        hasStates = true;
        states.row(
                group.groupId(),
                group.state().text(),
                group.generation(),
                Notes.orDash(group.protocolType()),
                Notes.orDash(group.protocol()),
                Notes.orDash(group.leader()),
                group.members().size());
    }

    void members(final GroupDescription group) {
        final Table table = new Table(
                "GROUP", "CONSUMER-ID", "GROUP-INSTANCE-ID", "HOST", "CLIENT-ID", "#PARTITIONS", "ASSIGNMENT");
        for (final DescribedMember member : group.members()) {
            final List<TopicPartition> assignment = OffsetRow.assignment(member);
            if (lines == null) {
                table.row(
                        group.groupId(),
                        member.memberId(),
                        Notes.orDash(member.instanceId()),
                        Notes.orDash(member.clientHost()),
                        Notes.orDash(member.clientId()),
                        assignment.size(),
                        Notes.orDash(text(assignment)));
            } else {
                lines.line(json -> json.put("group", group.groupId())
                        .put("consumerId", member.memberId())
                        .put("groupInstanceId", member.instanceId())
                        .put("host", member.clientHost())
                        .put("clientId", member.clientId())
                        .put("assignment", assignment, (each, partition) -> each.put("topic", partition.topic())
                                .put("partition", partition.partition())));
            }
        }
        print(table, group.members().isEmpty());
    }

    void offsets(final GroupDescription group, final List<OffsetRow> rows) {
        if (lines != null) {
            rows.forEach(row -> json(group.groupId(), row));
            return;
        }
        final boolean isAnyLost = rows.stream().anyMatch(row -> row.lost() > 0);
        final Table table = new Table(isAnyLost ? TITLES_WITH_LOST : TITLES);
        for (final OffsetRow row : rows) {
            final List<Object> cells = new ArrayList<>(List.of(
                    group.groupId(),
                    row.partition().topic(),
                    row.partition().partition(),
                    Notes.orDash(row.current()),
                    Notes.orDash(row.end()),
                    Notes.orDash(row.lag())));
            if (isAnyLost) {
                cells.add(row.lost());
            }
            final DescribedMember member = row.member();
            cells.add(Notes.orDash(member == null ? null : member.memberId()));
            cells.add(Notes.orDash(member == null ? null : member.clientHost()));
            cells.add(Notes.orDash(member == null ? null : member.clientId()));
            table.row(cells.toArray());
        }
        print(table, rows.isEmpty());
    }

    /** All groups were given. */
    void end() {
        if (hasStates) {
            states.print(output);
        }
    }

    private void print(final Table table, final boolean isEmpty) {
        if (lines == null && !isEmpty) {
            if (hasTables) {
                output.line("");
            }
            hasTables = true;
            table.print(output);
        }
    }

    private void json(final String groupId, final OffsetRow row) {
        final DescribedMember member = row.member();
        lines.line(json -> json.put("group", groupId)
                .put("topic", row.partition().topic())
                .put("partition", row.partition().partition())
                .put("currentOffset", row.current())
                .put("logEndOffset", row.end())
                .put("lag", row.lag())
                .put("lost", row.lost())
                .put("consumerId", member == null ? null : member.memberId())
                .put("host", member == null ? null : member.clientHost())
                .put("clientId", member == null ? null : member.clientId()));
    }

    /** As {@code orders(0,1) audit(0)}. */
    private static String text(final List<TopicPartition> partitions) {
        final Map<String, String> byTopic = partitions.stream()
                .collect(Collectors.groupingBy(
                        TopicPartition::topic,
                        TreeMap::new,
                        Collectors.mapping(
                                partition -> String.valueOf(partition.partition()), Collectors.joining(","))));
        return byTopic.entrySet().stream()
                .map(entry -> entry.getKey() + "(" + entry.getValue() + ")")
                .collect(Collectors.joining(" "));
    }
}
