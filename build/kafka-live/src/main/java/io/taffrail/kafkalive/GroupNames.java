/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkalive;

/** Groups or transactional ids of one script, kept apart from those of other scripts at the same broker by a prefix. */
final class GroupNames {
    private final String prefix;

    GroupNames(final String script) {
        this.prefix = script + "/";
    }

    /** How a group is called at the broker; no name stays no name. */
    String real(final String group) {
        return group.isEmpty() ? group : prefix + group;
    }

    /** Whether a group at the broker is of this script. */
    boolean isMine(final String real) {
        return real.startsWith(prefix);
    }

    /** How the script calls it. */
    String shown(final String real) {
        return real.substring(prefix.length());
    }
}
