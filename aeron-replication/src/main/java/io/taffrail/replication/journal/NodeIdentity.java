/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import io.taffrail.replication.raft.Standing;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;

/**
 * Whose directory it is. A voter is a node id together with a directory id: a node that comes back with a wiped disk has
 * a new directory id and is a new voter.
 *
 * @param clusterId   of the cluster, the same on all its nodes.
 * @param nodeId      of the node, at least 0.
 * @param directoryId of the directory, drawn when it is formatted.
 * @param standing    with which the node begins in each group: amnesiac when the directory replaces a lost one, so that
 *                    it does not vote before it has caught up.
 */
public record NodeIdentity(UUID clusterId, int nodeId, UUID directoryId, Standing standing) {
    private static final int TEXT_LENGTH = 22;

    /** Checks the values. */
    public NodeIdentity {
        Objects.requireNonNull(clusterId, "clusterId");
        Objects.requireNonNull(directoryId, "directoryId");
        Objects.requireNonNull(standing, "standing");
        if (nodeId < 0) {
            throw new IllegalArgumentException("node.id=" + nodeId + " must be at least 0");
        }
    }

    /**
     * A new id for a cluster or directory. Its text does not begin with a dash, which a command line would take for an
     * option.
     *
     * @return a random id.
     */
    public static UUID newId() {
        for (; ; ) {
            final UUID id = UUID.randomUUID();
            if (text(id).charAt(0) != '-') {
                return id;
            }
        }
    }

    /**
     * An id as people see it.
     *
     * @param id of a cluster or directory.
     * @return 22 characters of URL-safe base64.
     */
    public static String text(final UUID id) {
        final byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The id that a text stands for.
     *
     * @param text 22 characters of URL-safe base64.
     * @return the id.
     * @throws IllegalArgumentException if the text is not one that {@link #text(UUID)} makes.
     */
    public static UUID parseId(final String text) {
        if (text.length() == TEXT_LENGTH) {
            final ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            final UUID id = new UUID(bytes.getLong(), bytes.getLong());
            if (text(id).equals(text)) {
                return id;
            }
        }
        throw new IllegalArgumentException("id=" + text + " must be 22 characters of URL-safe base64, 128 bits");
    }
}
