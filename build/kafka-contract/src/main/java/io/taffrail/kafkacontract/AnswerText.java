/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import io.taffrail.kafkacontract.Request.Partition;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows an answer in one line: the error first, then {@code key=value}; what is absent is left out. Lists are sorted. */
final class AnswerText {
    private final MemberNames names;
    private final StringBuilder line = new StringBuilder();

    private AnswerText(final MemberNames names) {
        this.names = names;
    }

    static String of(final Answer answer, final MemberNames names) {
        final AnswerText text = new AnswerText(names);
        text.append(answer);
        return text.line.toString();
    }

    // A chain and not a switch: patterns in a switch are not in Java 17.
    private void append(final Answer answer) {
        if (answer instanceof final Answer.Joined joined) {
            append(joined);
        } else if (answer instanceof final Answer.Synced synced) {
            append(synced);
        } else if (answer instanceof final Answer.Done done) {
            line.append(done.error());
        } else if (answer instanceof final Answer.Left left) {
            line.append(left.error());
            list("members", left.members().stream().map(m -> identity(m.memberId(), m.instanceId()) + ":" + m.error()));
        } else if (answer instanceof final Answer.Committed committed) {
            line.append(overall(committed.partitions()));
            list("offsets", committed.partitions().stream().map(AnswerText::show));
        } else if (answer instanceof final Answer.OffsetsDeleted deleted) {
            line.append(deleted.error());
            list("offsets", deleted.partitions().stream().map(AnswerText::show));
        } else if (answer instanceof final Answer.Fetched fetched) {
            line.append(fetched.error());
            list("offsets", fetched.offsets().stream().map(AnswerText::show));
        } else if (answer instanceof final Answer.Described described) {
            append(described);
        } else if (answer instanceof final Answer.Listed listed) {
            line.append(listed.error());
            list("groups", listed.groups().stream().map(AnswerText::show));
        }
    }

    private void append(final Answer.Joined joined) {
        line.append(joined.error());
        if (joined.generation() >= 0) {
            text("generation", Integer.toString(joined.generation()));
        }
        text("type", joined.protocolType());
        text("protocol", joined.protocolName());
        text("member", names.name(joined.memberId()));
        text("leader", names.name(joined.leader()));
        text("assignment", joined.skipsAssignment() ? "kept" : "");
        list(
                "members",
                joined.members().stream().map(m -> identity(m.memberId(), m.instanceId()) + ":" + m.metadata()));
    }

    private void append(final Answer.Synced synced) {
        line.append(synced.error());
        text("type", synced.protocolType());
        text("protocol", synced.protocolName());
        if ("NONE".equals(synced.error())) {
            line.append(" assignment=").append(synced.assignment());
        } else {
            text("assignment", synced.assignment());
        }
    }

    private void append(final Answer.Described described) {
        line.append(described.error());
        text("state", described.state());
        text("type", described.protocolType());
        text("protocol", described.protocolName());
        list(
                "members",
                described.members().stream()
                        .map(m -> identity(m.memberId(), m.instanceId()) + ":" + m.metadata() + ":" + m.assignment()));
    }

    /** Kafka's answer to a commit has no error of its own: the one that all partitions share is shown for it. */
    private static String overall(final Collection<Answer.PartitionError> partitions) {
        final long different =
                partitions.stream().map(Answer.PartitionError::error).distinct().count();
        return different == 1 ? partitions.iterator().next().error() : "MIXED";
    }

    private static String show(final Answer.PartitionError error) {
        return show(error.partition()) + ":" + error.error();
    }

    private static String show(final Answer.FetchedOffset fetched) {
        final StringBuilder text = new StringBuilder(show(fetched.partition()));
        text.append(':').append(fetched.offset());
        if (fetched.epoch() >= 0 || !fetched.metadata().isEmpty()) {
            text.append(':').append(fetched.epoch());
        }
        if (!fetched.metadata().isEmpty()) {
            text.append(':').append(fetched.metadata());
        }
        return "NONE".equals(fetched.error()) ? text.toString() : text + "!" + fetched.error();
    }

    private static String show(final Answer.ListedGroup group) {
        return String.join(":", group.group(), group.state(), group.protocolType(), group.groupType());
    }

    static String show(final Partition partition) {
        return partition.topic() + "-" + partition.index();
    }

    private String identity(final String memberId, final String instanceId) {
        return names.name(memberId) + (instanceId == null ? "" : "/" + instanceId);
    }

    private void text(final String key, final String value) {
        if (!value.isEmpty()) {
            line.append(' ').append(key).append('=').append(value);
        }
    }

    private void list(final String key, final Stream<String> elements) {
        text(key, elements.sorted().collect(Collectors.joining(",")));
    }
}
