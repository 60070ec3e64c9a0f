/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

/** What a node says of itself. */
record NodeState(
        int leader,
        long highWatermark,
        long endOffset,
        long acknowledged,
        boolean isQuiet,
        boolean hasFailed,
        String standing) {
    String text() {
        return "state " + leader + " " + highWatermark + " " + endOffset + " " + acknowledged + " " + isQuiet + " "
                + hasFailed + " " + standing;
    }

    static NodeState of(final String text) {
        final String[] words = text.split(" ");
        return new NodeState(
                Integer.parseInt(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Boolean.parseBoolean(words[5]),
                Boolean.parseBoolean(words[6]),
                words[7]);
    }

    boolean isVoter() {
        return standing.equals("VOTER");
    }
}
