/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.groups;

import io.taffrail.coordinator.GroupsView;
import io.taffrail.engine.LogDirectory;
import io.taffrail.group.GroupDescription;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.JsonLines;
import io.taffrail.tools.console.Notes;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taffrail groups list}. */
@Command(name = "list", description = "List the consumer groups; works while another process owns the directory.")
final class ListCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Option(names = "--json", description = "One JSON object per group.")
    private boolean isJson;

    @Override
    public void run() {
        try (LogDirectory source = directory.read();
                Output output = Output.of(spec)) {
            final List<GroupDescription> groups = GroupsView.read(source).list();
            final Notes notes = new Notes(spec, output);
            GroupNotes.onMembersOfTheDead(notes, directory, groups);
            if (isJson) {
                final JsonLines lines = new JsonLines(output);
                groups.forEach(group -> lines.line(json -> json.put("group", group.groupId())
                        .put("state", group.state().text())
                        .put("protocolType", group.protocolType())
                        .put("members", group.members().size())));
                return;
            }
            final Table table = new Table("GROUP", "STATE", "PROTOCOL-TYPE", "MEMBERS");
            groups.forEach(group -> table.row(
                    group.groupId(),
                    group.state().text(),
                    Notes.orDash(group.protocolType()),
                    group.members().size()));
            table.print(output);
        }
    }
}
