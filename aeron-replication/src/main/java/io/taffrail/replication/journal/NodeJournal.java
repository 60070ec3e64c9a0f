/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import io.taffrail.replication.raft.RaftEffects;
import io.taffrail.replication.raft.Standing;
import io.taffrail.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The journal of a node in the file {@code node.journal}, whose layout {@link JournalDescriptor} draws and whose recovery
 * {@link JournalReader} explains. {@link NodeDirectory#format} makes the first one; a journal that is missing later is an
 * error and never an empty journal, which could vote twice.
 *
 * <p>It is written anew whenever it is opened and when it is full. Apart from that, noting and forcing allocate nothing
 * for groups and nodes that were noted before.
 *
 * <p>One process at a time may open a directory; whoever opens it holds the lock.
 *
 * <p>Threading: one thread.
 */
public final class NodeJournal implements Journal, AutoCloseable {
    private final Path path;
    private final Standing otherwise;
    private final JournalState state;
    private final JournalFile file;
    private boolean isUsable = true;
    private boolean isClosed;

    private NodeJournal(final Path path, final Standing otherwise, final JournalState state, final JournalFile file) {
        this.path = path;
        this.otherwise = otherwise;
        this.state = state;
        this.file = file;
    }

    /**
     * Open the journal of a directory and begin the next incarnation, which is durable when this returns.
     *
     * @param storage   of the directory.
     * @param directory that was formatted.
     * @param identity  as {@link NodeDirectory#read(Storage, Path)} it; its standing is that of groups of which none was
     *                  noted.
     * @return the journal, to be closed by the caller.
     * @throws IOException when it cannot be read or written.
     * @throws NodeDirectoryException when it is missing or belongs to another directory.
     * @throws io.taffrail.log.CorruptLogException when what had been forced was damaged.
     * @throws io.taffrail.log.NewerFormatException when a newer version wrote it.
     */
    public static NodeJournal open(final Storage storage, final Path directory, final NodeIdentity identity)
            throws IOException {
        return open(storage, directory, identity, JournalFile.MIN_LENGTH);
    }

    /** With a file of another size, a multiple of 4096 bytes. */
    static NodeJournal open(
            final Storage storage, final Path directory, final NodeIdentity identity, final int minLength)
            throws IOException {
        final Path path = directory.resolve(JournalFile.NAME);
        final JournalState state = new JournalState();
        final JournalHeader header = JournalReader.read(storage, path, state);
        check(path, header, identity);
        state.nextIncarnation();
        final JournalFile file = new JournalFile(storage, directory, identity, header.fileNumber(), minLength);
        file.rewrite(state);
        return new NodeJournal(path, identity.standing(), state, file);
    }

    /** Make the first journal of a directory. */
    static void create(final Storage storage, final Path directory, final NodeIdentity identity) throws IOException {
        try (JournalFile file = new JournalFile(storage, directory, identity, 0, JournalFile.MIN_LENGTH)) {
            file.rewrite(new JournalState());
        }
    }

    /** Whether a directory holds a journal with which a node was started. */
    static boolean isUsed(final Storage storage, final Path directory) throws IOException {
        final JournalState state = new JournalState();
        JournalReader.read(storage, directory.resolve(JournalFile.NAME), state);
        return state.incarnation() > 0;
    }

    @Override
    public long incarnation() {
        checkUsable();
        return state.incarnation();
    }

    @Override
    public int term(final long group) {
        checkUsable();
        return state.term(group);
    }

    @Override
    public int votedFor(final long group) {
        checkUsable();
        return state.votedFor(group);
    }

    @Override
    public Standing standing(final long group) {
        checkUsable();
        return state.standing(group, otherwise);
    }

    @Override
    public UUID peer(final int node) {
        checkUsable();
        return state.peer(node);
    }

    @Override
    public void noteBallot(final long group, final int term, final int votedFor) {
        checkUsable();
        final int before = state.term(group);
        final int vote = state.votedFor(group);
        if (term < before || term == before && vote != RaftEffects.NOBODY && vote != votedFor) {
            throw new IllegalArgumentException("ballot goes back: group=" + group + " term=" + term + " votedFor="
                    + votedFor + " after term=" + before + " votedFor=" + vote);
        }
        if (state.ballot(group, term, votedFor)) {
            file.add(JournalDescriptor.BALLOT, term, group, votedFor);
        }
    }

    @Override
    public void noteStanding(final long group, final Standing standing) {
        checkUsable();
        final int code =
                switch (standing) {
                    case VOTER -> JournalDescriptor.VOTER;
                    case AMNESIAC -> JournalDescriptor.AMNESIAC;
                };
        if (state.standing(group, code)) {
            file.add(JournalDescriptor.STANDING, code, group, 0);
        }
    }

    @Override
    public void notePeer(final int node, final UUID directoryId) {
        checkUsable();
        if (state.peer(node, directoryId)) {
            file.add(
                    JournalDescriptor.PEER,
                    node,
                    directoryId.getMostSignificantBits(),
                    directoryId.getLeastSignificantBits());
        }
    }

    /**
     * Note that the directory by which another node is known counts no more.
     *
     * @param node id of the node.
     */
    public void forgetPeer(final int node) {
        if (peer(node) != null) {
            notePeer(node, JournalState.FORGOTTEN);
        }
    }

    @Override
    public boolean isDirty() {
        checkUsable();
        return file.isDirty();
    }

    @Override
    public void force() throws IOException {
        if (isDirty()) {
            isUsable = false;
            file.force(state);
            isUsable = true;
        }
    }

    /**
     * Force what was noted and close the file. After a failure it is closed as it is. Closing again does nothing.
     *
     * @throws IOException when it fails.
     */
    @Override
    public void close() throws IOException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (file) {
            if (isUsable) {
                force();
                file.seal();
            }
        } finally {
            isUsable = false;
        }
    }

    private void checkUsable() {
        if (!isUsable) {
            throw new IllegalStateException("journal is "
                    + (isClosed ? "closed" : "unusable since it could not be written: restart the node") + ": file="
                    + path);
        }
    }

    private static void check(final Path path, final JournalHeader header, final NodeIdentity identity) {
        if (header == null) {
            throw new NodeDirectoryException("journal is missing: file=" + path + " of node.id=" + identity.nodeId()
                    + ": its votes are lost, so this directory must not be used again; format an empty one as its "
                    + "replacement with ./taffrail cluster format");
        }
        if (header.nodeId() != identity.nodeId() || !header.directoryId().equals(identity.directoryId())) {
            throw new NodeDirectoryException("journal belongs to another directory: file=" + path + " found node.id="
                    + header.nodeId() + " directory.id=" + NodeIdentity.text(header.directoryId())
                    + " expected node.id=" + identity.nodeId() + " directory.id="
                    + NodeIdentity.text(identity.directoryId()));
        }
    }
}
