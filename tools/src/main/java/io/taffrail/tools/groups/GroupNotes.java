/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.groups;

import io.taffrail.group.GroupDescription;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.Notes;
import java.util.List;

/** What is to be told of groups beside the results of a command. */
final class GroupNotes {
    private GroupNotes() {}

    /** Members live in the process that owns the directory; the log keeps those of a process that died. */
    static void onMembersOfTheDead(
            final Notes notes, final DataDirectory directory, final List<GroupDescription> groups) {
        final boolean hasMembers =
                groups.stream().anyMatch(group -> !group.members().isEmpty());
        if (hasMembers && !directory.isOwned()) {
            notes.say("note: no process owns the directory: the members shown are those of its last owner, and gone");
        }
    }

    static ErrorCodeException unknown(final String groupId) {
        return new ErrorCodeException(
                ErrorCode.GROUP_ID_NOT_FOUND, "group=" + groupId + ": see 'taffrail groups list'");
    }
}
