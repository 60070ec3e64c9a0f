/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

/** Partitions of a topic as a producer with an id sees them. The publisher's thread. */
interface ProducerPartitions extends AutoCloseable {
    /** One of the partitions that there are. */
    IdempotentPartition partition(int number);

    /** Sequence that was tried last in a partition, -1 for none. */
    int lastSequence(int number);

    /** Term of the last publish to a partition. */
    int lastTerm(int number);

    /** Go on with sequence 0 everywhere, after nothing. */
    void beginEpoch();

    boolean isClaimOpen();

    void abortClaims();

    /** Why the last publish to a partition was refused, 0 if none was. */
    long refusal();

    void forgetRefusal();

    @Override
    void close();
}
