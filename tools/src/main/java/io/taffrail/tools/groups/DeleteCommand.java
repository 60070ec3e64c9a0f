/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.groups;

import io.taffrail.engine.LogEngine;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.model.TopicPartition;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.Output;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taffrail groups delete}. */
@Command(
        name = "delete",
        description = {
            "Delete consumer groups with their offsets, or their offsets of some topics.",
            "The directory must not be owned by another process."
        })
final class DeleteCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Parameters(paramLabel = "GROUP", arity = "1..*", description = "Ids of groups.")
    private Set<String> names = new LinkedHashSet<>();

    @Option(
            names = "--topic",
            paramLabel = "T",
            description = "Delete the offsets of this topic only; may be repeated.")
    private Set<String> topics = new LinkedHashSet<>();

    @Option(names = "--drop-members", description = "Give up static members that are expected back.")
    private boolean isDropping;

    @Override
    public void run() {
        try (LogEngine engine = directory.ownPresent();
                Output output = Output.of(spec)) {
            final OwnedGroups groups = new OwnedGroups(engine);
            if (topics.isEmpty()) {
                names.forEach(name -> groups.requireEmpty(name, isDropping));
                for (final String name : names) {
                    groups.drop(name);
                    groups.delete(name);
                    output.line("deleted group=" + name);
                }
            } else {
                names.forEach(name -> requireOffsets(groups, name));
                names.forEach(name -> deleteOffsets(groups, name, output));
            }
        }
    }

    private void requireOffsets(final OwnedGroups groups, final String name) {
        groups.require(name);
        final Set<String> committed = groups.committed(name).keySet().stream()
                .map(TopicPartition::topic)
                .collect(Collectors.toSet());
        for (final String topic : topics) {
            if (!committed.contains(topic)) {
                throw new ErrorCodeException(
                        ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                        "the group committed nothing for it: group=" + name + " topic=" + topic);
            }
        }
    }

    private void deleteOffsets(final OwnedGroups groups, final String name, final Output output) {
        final Set<TopicPartition> partitions = groups.committed(name).keySet().stream()
                .filter(partition -> topics.contains(partition.topic()))
                .collect(Collectors.toCollection(TreeSet::new));
        if (isDropping) {
            groups.drop(name);
        }
        groups.deleteOffsets(name, partitions);
        partitions.forEach(partition -> output.line("deleted offset group=" + name + " topic=" + partition.topic()
                + " partition=" + partition.partition()));
    }
}
