/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import io.taffrail.consumer.ConsumerConfig;
import io.taffrail.consumer.OffsetReset;
import io.taffrail.settings.Isolation;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options of consuming as a member of a group. */
final class GroupOptions {
    private static final String[] MEMBERS_ONLY = {
        "--client-id", "--instance-id", "--from-beginning", "--commit", "--no-commit"
    };
    private static final String[] NOT_FOR_MEMBERS = {"--from", "--partition"};

    @Option(
            names = "--group",
            paramLabel = "G",
            description = "Be a member of this group, and commit what was printed.")
    private String groupId;

    @Option(
            names = "--client-id",
            paramLabel = "NAME",
            defaultValue = "taffrail-consume",
            description = "With --group: name for people (default: ${DEFAULT-VALUE}).")
    private String clientId;

    @Option(
            names = "--instance-id",
            paramLabel = "NAME",
            description = "With --group: be a static member, which the group expects back.")
    private String instanceId;

    @Option(
            names = "--from-beginning",
            description = {
                "With --group: begin at the first record kept where the group committed no offset, or its place was",
                "deleted (default: behind the last record)."
            })
    private boolean isFromBeginning;

    @Option(names = "--commit", description = "With --group: commit what was printed; this is the default.")
    private boolean isCommit;

    @Option(names = "--no-commit", description = "With --group: commit nothing.")
    private boolean isNoCommit;

    boolean isGiven() {
        return groupId != null;
    }

    boolean isCommitting() {
        return !isNoCommit;
    }

    /** Commits are made by hand, after records were printed. */
    ConsumerConfig config(final Isolation isolation) {
        return ConsumerConfig.group(groupId)
                .clientId(clientId)
                .instanceId(instanceId)
                .autoCommit(false)
                .isolation(isolation)
                .offsetReset(isFromBeginning ? OffsetReset.earliest() : OffsetReset.latest())
                .build();
    }

    /** What does not go together, or null. */
    String problem(final ParseResult parsed) {
        for (final String option : isGiven() ? NOT_FOR_MEMBERS : MEMBERS_ONLY) {
            if (parsed.hasMatchedOption(option)) {
                return isGiven()
                        ? option + " is not for a group, whose offsets say where to read: see --from-beginning and"
                                + " 'taffrail groups reset-offsets'"
                        : option + " needs --group";
            }
        }
        if (isGiven() && groupId.isEmpty()) {
            return "--group must not be empty";
        }
        if (instanceId != null && instanceId.isEmpty()) {
            return "--instance-id must not be empty";
        }
        return isCommit && isNoCommit ? "--commit and --no-commit exclude each other" : null;
    }
}
