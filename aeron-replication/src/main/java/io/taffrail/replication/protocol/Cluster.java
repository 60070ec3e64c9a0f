/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the nodes of a cluster share: its id and a secret that is never sent.
 *
 * <p>Each frame carries a token made of the secret, the sender and the receiver. It keeps out nodes that were configured for
 * another cluster or do not know the secret. It does not protect against somebody who can read the network and send what he
 * read.
 */
public final class Cluster {
    private static final String ALGORITHM = "HmacSHA256";

    private final UUID id;
    private final SecretKeySpec key;

    /**
     * A cluster.
     *
     * @param id     of it.
     * @param secret shared by its nodes; may be empty.
     */
    public Cluster(final UUID id, final String secret) {
        this.id = id;
        this.key = new SecretKeySpec(("taffrail:" + secret).getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /**
     * Id of the cluster.
     *
     * @return the id.
     */
    public UUID id() {
        return id;
    }

    long token(final Sender sender, final int to) {
        final ByteBuffer said = ByteBuffer.allocate(5 * Long.BYTES + 2 * Integer.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(sender.directory().getMostSignificantBits())
                .putLong(sender.directory().getLeastSignificantBits())
                .putLong(sender.incarnation())
                .putInt(sender.node())
                .putInt(to);
        try {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return ByteBuffer.wrap(mac.doFinal(said.array())).getLong();
        } catch (final GeneralSecurityException ex) {
            throw new IllegalStateException(ALGORITHM + " must be part of every JDK", ex);
        }
    }
}
