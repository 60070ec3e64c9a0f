/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.groups;

import io.taffrail.coordinator.GroupsView;
import io.taffrail.engine.LogDirectory;
import io.taffrail.group.GroupDescription;
import io.taffrail.group.GroupState;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.Notes;
import io.taffrail.tools.console.Output;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taffrail groups describe}. */
@Command(
        name = "describe",
        description = "Show where consumer groups stand; works while another process owns the directory.")
final class DescribeCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Parameters(paramLabel = "GROUP", arity = "0..*", description = "Ids of groups.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "All groups.")
    private boolean isAll;

    @Option(names = "--offsets", description = "Offsets and lag of each partition; this is the default.")
    private boolean isOffsets;

    @Option(names = "--members", description = "Members and their partitions.")
    private boolean isMembers;

    @Option(names = "--state", description = "State, generation and assignor.")
    private boolean isState;

    @Option(names = "--json", description = "One JSON object per partition, member or group.")
    private boolean isJson;

    @Override
    public void run() {
        if (names.isEmpty() != isAll) {
            throw new ParameterException(spec.commandLine(), "give ids of groups, or --all");
        }
        if ((isOffsets ? 1 : 0) + (isMembers ? 1 : 0) + (isState ? 1 : 0) > 1) {
            throw new ParameterException(spec.commandLine(), "give one of --offsets, --members and --state");
        }
        try (LogDirectory source = directory.read();
                Output output = Output.of(spec)) {
            final GroupsView view = GroupsView.read(source);
            final List<GroupDescription> groups = isAll ? view.list() : named(view);
            final Notes notes = new Notes(spec, output);
            GroupNotes.onMembersOfTheDead(notes, directory, groups);
            final GroupPrinter printer = new GroupPrinter(output, isJson);
            for (final GroupDescription group : groups) {
                if (group.members().isEmpty() && !isState) {
                    notes.say("Consumer group '" + group.groupId() + "' has no active members.");
                }
                if (isState) {
                    printer.state(group);
                } else if (isMembers) {
                    printer.members(group);
                } else {
                    printer.offsets(group, OffsetRow.of(source, view, group));
                }
            }
            printer.end();
        }
    }

    private List<GroupDescription> named(final GroupsView view) {
        final List<GroupDescription> groups = new ArrayList<>();
        for (final String name : names) {
            final GroupDescription group = view.describe(name);
            if (group.state() == GroupState.DEAD) {
                throw GroupNotes.unknown(name);
            }
            groups.add(group);
        }
        return groups;
    }
}
