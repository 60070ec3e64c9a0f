/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.replication.protocol.MessageWriter;
import io.taffrail.replication.raft.Ballot;
import io.taffrail.replication.raft.RaftMember;
import io.taffrail.replication.raft.RaftMessages;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * What goes out from a member: messages into packets, records by feeds. A follower whose log the core finds to agree is fed
 * from there on; one that must cut or begin anew is not.
 *
 * <p>Threading: the thread that steps the replica.
 */
final class Feeds implements RaftMessages, AutoCloseable {
    private static final int FRAMES = 256;

    private final MessageWriter writer;
    private final Int2ObjectHashMap<Feed> feeds = new Int2ObjectHashMap<>();
    private final int[] nodes;

    Feeds(final MessageWriter writer, final FeedFactory factory, final Iterable<Integer> others) {
        this.writer = writer;
        for (final int node : others) {
            feeds.put(node, factory.to(node));
        }
        nodes = feeds.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    /** Send what the log holds for each follower; frames sent. */
    int send(final RaftMember member) {
        int frames = 0;
        for (final int node : nodes) {
            frames += feeds.get(node).send(member.highWatermark(), member.matchedEnd(node), FRAMES);
        }
        return frames;
    }

    /** Tell followers that have all records how far these are committed. */
    void tell(final long highWatermark) {
        for (final int node : nodes) {
            feeds.get(node).tell(highWatermark);
        }
    }

    void stop() {
        for (final int node : nodes) {
            feeds.get(node).stop();
        }
    }

    boolean isCatchingUp(final int node) {
        return feeds.get(node).isCatchingUp();
    }

    @Override
    public void matched(final int peer, final int term, final int lastTerm, final long offset) {
        feeds.get(peer).start(term, offset);
        writer.matched(peer, term, lastTerm, offset);
    }

    @Override
    public void diverged(
            final int peer,
            final int term,
            final int floorTerm,
            final long offset,
            final int lastTerm,
            final long endOffset) {
        feeds.get(peer).stop();
        writer.diverged(peer, term, floorTerm, offset, lastTerm, endOffset);
    }

    @Override
    public void reset(
            final int peer, final int term, final long startOffset, final int lastTerm, final long endOffset) {
        feeds.get(peer).stop();
        writer.reset(peer, term, startOffset, lastTerm, endOffset);
    }

    @Override
    public void voteRequest(
            final int peer, final int term, final int lastTerm, final long endOffset, final Ballot kind) {
        writer.voteRequest(peer, term, lastTerm, endOffset, kind);
    }

    @Override
    public void voteAnswer(final int peer, final int term, final Ballot kind, final boolean isGranted) {
        writer.voteAnswer(peer, term, kind, isGranted);
    }

    @Override
    public void heartbeat(final int peer, final int term, final long highWatermark) {
        writer.heartbeat(peer, term, highWatermark);
    }

    @Override
    public void status(
            final int peer,
            final int term,
            final boolean isMatched,
            final int lastTerm,
            final long endOffset,
            final long heldOffset) {
        writer.status(peer, term, isMatched, lastTerm, endOffset, heldOffset);
    }

    @Override
    public void timeoutNow(final int peer, final int term) {
        writer.timeoutNow(peer, term);
    }

    @Override
    public void close() {
        feeds.values().forEach(Feed::close);
    }

    /** Makes the feeds. */
    @FunctionalInterface
    interface FeedFactory {
        /** A feed to one node. */
        Feed to(int node);
    }
}
