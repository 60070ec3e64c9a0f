/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.kafkacontract.Answer;
import io.taffrail.kafkacontract.Request;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;
import java.util.ArrayList;
import java.util.List;

/** Our core's answers in the words of the transcripts. */
final class CoreAnswers {
    private CoreAnswers() {}

    static Answer translated(final Request request, final GroupAnswer answer) {
        if (answer instanceof GroupAnswer.Joined joined) {
            final List<Answer.JoinedMember> members = joined.members().stream()
                    .map(member -> new Answer.JoinedMember(
                            member.memberId(), member.instanceId(), CoreTarget.text(member.metadata())))
                    .toList();
            return new Answer.Joined(
                    joined.error().name(),
                    joined.generation(),
                    orEmpty(joined.protocolType()),
                    orEmpty(joined.protocol()),
                    joined.leader(),
                    joined.memberId(),
                    joined.skipAssignment(),
                    members);
        }
        if (answer instanceof GroupAnswer.Synced synced) {
            return new Answer.Synced(
                    synced.error().name(),
                    orEmpty(synced.protocolType()),
                    orEmpty(synced.protocol()),
                    CoreTarget.text(synced.assignment()));
        }
        if (answer instanceof GroupAnswer.Left left) {
            return left((Request.Leave) request, left);
        }
        if (answer instanceof GroupAnswer.Committed committed) {
            if (request instanceof Request.OffsetDelete delete) {
                return deleted(delete, committed);
            }
            return request instanceof Request.TxnOffsetCommit commit
                    ? committed(commit.offsets(), committed)
                    : committed(((Request.OffsetCommit) request).offsets(), committed);
        }
        return new Answer.Done(answer.error().name());
    }

    private static Answer left(final Request.Leave request, final GroupAnswer.Left left) {
        final List<Answer.LeftMember> members = new ArrayList<>();
        for (int i = 0; i < left.members().size(); i++) {
            final Request.Identity asked = request.members().get(i);
            members.add(new Answer.LeftMember(
                    asked.memberId(), asked.instanceId(), left.members().get(i).name()));
        }
        return new Answer.Left(left.error().name(), members);
    }

    private static Answer committed(final List<Request.Offset> offsets, final GroupAnswer.Committed committed) {
        final List<Answer.PartitionError> errors = new ArrayList<>();
        for (final Request.Offset offset : offsets) {
            final ErrorCode error = !CoreTarget.isKnown(offset.partition())
                    ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
                    : committed.error() != ErrorCode.NONE
                            ? committed.error()
                            : committed.partitions().get(CoreTarget.partition(offset.partition()));
            errors.add(new Answer.PartitionError(offset.partition(), error.name()));
        }
        return new Answer.Committed(errors);
    }

    private static Answer deleted(final Request.OffsetDelete request, final GroupAnswer.Committed committed) {
        final List<Answer.PartitionError> errors = new ArrayList<>();
        for (final Request.Partition partition : request.partitions()) {
            final ErrorCode error = !CoreTarget.isKnown(partition)
                    ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
                    : committed.partitions().get(CoreTarget.partition(partition));
            if (committed.error() == ErrorCode.NONE) {
                errors.add(new Answer.PartitionError(partition, error.name()));
            }
        }
        return new Answer.OffsetsDeleted(committed.error().name(), errors);
    }

    static Answer.FetchedOffset fetched(final Request.Partition partition, final FetchedOffset fetched) {
        final OffsetAndMetadata offset = fetched.offset();
        final String error = fetched.error().name();
        return offset == null
                ? new Answer.FetchedOffset(partition, -1, -1, "", error)
                : new Answer.FetchedOffset(partition, offset.offset(), offset.term(), offset.metadata(), error);
    }

    static Answer described(final GroupDescription group) {
        final List<Answer.DescribedMember> members = group.members().stream()
                .map(member -> new Answer.DescribedMember(
                        member.memberId(),
                        member.instanceId(),
                        member.clientId(),
                        CoreTarget.text(member.subscription()),
                        CoreTarget.text(member.assignment())))
                .toList();
        final boolean isDead = group.state() == GroupState.DEAD;
        return new Answer.Described(
                isDead ? ErrorCode.GROUP_ID_NOT_FOUND.name() : "NONE",
                group.state().text(),
                group.protocolType(),
                group.protocol(),
                members);
    }

    static Answer listed(final List<GroupDescription> groups, final List<String> states) {
        final List<Answer.ListedGroup> listed = groups.stream()
                .filter(group -> states.isEmpty()
                        || states.stream()
                                .anyMatch(state ->
                                        state.equalsIgnoreCase(group.state().text())))
                .map(group ->
                        new Answer.ListedGroup(group.groupId(), group.state().text(), group.protocolType(), "classic"))
                .toList();
        return new Answer.Listed("NONE", listed);
    }

    private static String orEmpty(final String text) {
        return text == null ? "" : text;
    }
}
