/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.Locale;

/** What can be done to a simulated cluster from outside. Whatever makes no sense at the moment does nothing. */
enum Verb {
    /** A node's process begins. */
    START(1, (cluster, at) -> cluster.node(at[0]).startIfDown()),
    /** A node's process dies; what it wrote stays in the page cache. */
    KILL(1, (cluster, at) -> cluster.node(at[0]).killIfUp()),
    /** A node's machine loses power. */
    LOSE_POWER(1, (cluster, at) -> cluster.node(at[0]).losePower()),
    /** A node stands still, for so many steps. */
    PAUSE(2, (cluster, at) -> cluster.node(at[0]).pause(cluster.nowNs() + at[1] * SimulatedCluster.STEP_NS)),
    /** A node deletes what is before an offset, as far as it knows that to be committed. */
    PURGE(2, (cluster, at) -> cluster.node(at[0]).purge(at[1])),
    /** A node hands leadership over to another. */
    TRANSFER(2, (cluster, at) -> cluster.node(at[0]).transfer((int) at[1])),
    /** A node lets others lead. */
    RESIGN(1, (cluster, at) -> cluster.node(at[0]).resign()),
    /** A node's disk is full. */
    FILL_DISK(1, (cluster, at) -> cluster.node(at[0]).log().full(true)),
    /** There is room again. */
    EMPTY_DISK(1, (cluster, at) -> cluster.node(at[0]).log().full(false)),
    /** A node's disk answers with errors, until the process is started again. */
    FAIL_DISK(1, (cluster, at) -> cluster.node(at[0]).failDisk()),
    /** What a node has written is on the disk. */
    FORCE(1, (cluster, at) -> cluster.node(at[0]).log().force()),
    /** A publisher at a node claims room for a record, and fills it later. */
    OPEN_CLAIM(1, (cluster, at) -> cluster.node(at[0]).openClaim()),
    /** It is filled. */
    CLOSE_CLAIM(1, (cluster, at) -> cluster.node(at[0]).log().closeClaim()),
    /** A node's election timeout is over, whatever it has heard. */
    TIMEOUT(1, (cluster, at) -> cluster.node(at[0]).timeOut()),
    /** A node gets out so many frames with records in this process, and no more. */
    ALLOW(2, (cluster, at) -> cluster.node(at[0]).allow(at[1])),
    /** The way from a node to another is cut. */
    CUT(2, (cluster, at) -> cluster.network().cut((int) at[0], (int) at[1])),
    /** All ways of a node are cut. */
    ISOLATE(1, (cluster, at) -> cluster.network().isolate((int) at[0])),
    /** All ways are as they should be. */
    HEAL(0, (cluster, at) -> cluster.network().heal()),
    /** What a node sends another waits on its way. */
    HOLD(2, (cluster, at) -> cluster.network().hold((int) at[0], (int) at[1]));

    private final int arguments;
    private final Deed deed;

    Verb(final int arguments, final Deed deed) {
        this.arguments = arguments;
        this.deed = deed;
    }

    /** As it stands in a script. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Null for a word that is none. */
    static Verb of(final String word) {
        for (final Verb verb : values()) {
            if (verb.word().equals(word)) {
                return verb;
            }
        }
        return null;
    }

    int arguments() {
        return arguments;
    }

    void apply(final SimulatedCluster cluster, final long... at) {
        deed.apply(cluster, at);
    }

    /** Does it. */
    @FunctionalInterface
    private interface Deed {
        void apply(SimulatedCluster cluster, long... at);
    }
}
