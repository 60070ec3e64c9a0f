/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import io.taffrail.replication.raft.Standing;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Makes a directory one of a cluster's node, once, and tells later whose it is. The file {@code node.properties} says so;
 * it is written last, so that a directory that has it also has its first journal.
 *
 * <p>Threading: one thread and one process at a time for a directory.
 */
public final class NodeDirectory {
    private NodeDirectory() {}

    /**
     * Format a directory; durable when this returns. When a crash cuts it short, the directory is not formatted, and may
     * be formatted again.
     *
     * @param storage   of the directory.
     * @param directory to format; created when it is missing.
     * @param clusterId of the cluster.
     * @param nodeId    of the node, at least 0.
     * @param standing  {@link Standing#AMNESIAC} when the directory replaces one that was lost.
     * @return what it is now, with a new directory id.
     * @throws IOException when it cannot be written.
     * @throws NodeDirectoryException when it is formatted, or holds a journal that was in use.
     */
    public static NodeIdentity format(
            final Storage storage,
            final Path directory,
            final UUID clusterId,
            final int nodeId,
            final Standing standing)
            throws IOException {
        final NodeIdentity identity = new NodeIdentity(clusterId, nodeId, NodeIdentity.newId(), standing);
        create(storage, directory.toAbsolutePath());
        final NodeIdentity present = find(storage, directory);
        if (present != null) {
            throw new NodeDirectoryException("directory is formatted already: dir=" + directory + " cluster.id="
                    + NodeIdentity.text(present.clusterId()) + " node.id=" + present.nodeId());
        }
        if (NodeJournal.isUsed(storage, directory)) {
            throw new NodeDirectoryException("directory was in use and has lost its " + NodeProperties.NAME + ": dir="
                    + directory + ": restore that file, or format an empty directory as a replacement");
        }
        NodeJournal.create(storage, directory, identity);
        final ByteBuffer text = ByteBuffer.wrap(NodeProperties.encode(identity));
        AtomicFile.replace(storage, directory, NodeProperties.NAME, text).close();
        return identity;
    }

    /**
     * Whether a directory was formatted.
     *
     * @param storage   of the directory.
     * @param directory to look at.
     * @return false when it is not there, or is not a node's.
     * @throws IOException when it cannot be read.
     */
    public static boolean isFormatted(final Storage storage, final Path directory) throws IOException {
        return find(storage, directory) != null;
    }

    /**
     * Whose directory it is.
     *
     * @param storage   of the directory.
     * @param directory that was formatted.
     * @return what it was formatted as.
     * @throws IOException when it cannot be read.
     * @throws NodeDirectoryException when it is not formatted.
     * @throws io.taffrail.log.CorruptLogException when the file that says so was damaged.
     * @throws io.taffrail.log.NewerFormatException when a newer version wrote it.
     */
    public static NodeIdentity read(final Storage storage, final Path directory) throws IOException {
        final NodeIdentity identity = find(storage, directory);
        if (identity == null) {
            throw new NodeDirectoryException("directory is not formatted for a cluster: dir=" + directory + " has no "
                    + NodeProperties.NAME + ": run ./taffrail cluster format first");
        }
        return identity;
    }

    /**
     * Whose directory it is, which must be the one that a configuration names.
     *
     * @param storage   of the directory.
     * @param directory that was formatted.
     * @param clusterId expected.
     * @param nodeId    expected.
     * @return what it was formatted as.
     * @throws IOException when it cannot be read.
     * @throws NodeDirectoryException when it is not formatted, or belongs to another cluster or node.
     * @throws io.taffrail.log.CorruptLogException when the file that says so was damaged.
     * @throws io.taffrail.log.NewerFormatException when a newer version wrote it.
     */
    public static NodeIdentity read(final Storage storage, final Path directory, final UUID clusterId, final int nodeId)
            throws IOException {
        final NodeIdentity identity = read(storage, directory);
        if (!identity.clusterId().equals(clusterId)) {
            throw another(directory, "cluster", NodeIdentity.text(identity.clusterId()), NodeIdentity.text(clusterId));
        }
        if (identity.nodeId() != nodeId) {
            throw another(directory, "node", identity.nodeId(), nodeId);
        }
        return identity;
    }

    private static NodeDirectoryException another(
            final Path directory, final String what, final Object found, final Object expected) {
        return new NodeDirectoryException("directory belongs to another " + what + ": dir=" + directory + " found "
                + what + ".id=" + found + " expected " + what + ".id=" + expected
                + ": correct the configuration, or name the directory of that " + what);
    }

    private static NodeIdentity find(final Storage storage, final Path directory) throws IOException {
        final Path path = directory.resolve(NodeProperties.NAME);
        try (StorageFile file = storage.open(path, false)) {
            final byte[] bytes = new byte[Math.toIntExact(file.size())];
            file.read(ByteBuffer.wrap(bytes), 0);
            return NodeProperties.decode(path, bytes);
        } catch (final NoSuchFileException ex) {
            return null;
        }
    }

    /** Create a directory and those above it that are missing; their names outlive a loss of power. */
    private static void create(final Storage storage, final Path directory) throws IOException {
        final Path parent = directory.getParent();
        if (parent != null && !storage.exists(directory)) {
            create(storage, parent);
            storage.createDirectories(directory);
            storage.forceDirectory(parent);
        }
    }
}
