/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.groups;

import io.taffrail.group.GroupDescription;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.Output;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What a command tells on standard error beside its results, and how it writes what is missing. */
final class Notes {
    private static final String DASH = "-";

    private final CommandSpec spec;
    private final Output output;

    Notes(final CommandSpec spec, final Output output) {
        this.spec = spec;
        this.output = output;
    }

    /** Say something behind all that was printed before. */
    void say(final String line) {
        output.flush();
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    /** Members live in the process that owns the directory; the log keeps those of a process that died. */
    void onMembersOfTheDead(final DataDirectory directory, final List<GroupDescription> groups) {
        final boolean hasMembers =
                groups.stream().anyMatch(group -> !group.members().isEmpty());
        if (hasMembers && !directory.isOwned()) {
            say("note: no process owns the directory: the members shown are those of its last owner, and gone");
        }
    }

    static ErrorCodeException unknown(final String groupId) {
        return new ErrorCodeException(
                ErrorCode.GROUP_ID_NOT_FOUND, "group=" + groupId + ": see 'taffrail groups list'");
    }

    static String orDash(final Object value) {
        return value == null || value.toString().isEmpty() ? DASH : value.toString();
    }
}
