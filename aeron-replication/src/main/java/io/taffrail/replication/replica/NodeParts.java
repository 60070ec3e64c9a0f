/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.replication.journal.Journal;
import io.taffrail.replication.protocol.Cluster;
import io.taffrail.replication.protocol.Sender;
import io.taffrail.replication.transport.Transport;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;

/**
 * What all replicas of a node share.
 *
 * @param cluster   to which the node belongs.
 * @param self      this node.
 * @param others    numbers of the other nodes.
 * @param transport to them.
 * @param journal   of terms and votes.
 * @param clock     monotonic.
 * @param wallClock milliseconds since 1970.
 * @param random    gives a number of at least 0 and below the one given to it.
 * @param onError   told of what is not an answer to a caller.
 */
public record NodeParts(
        Cluster cluster,
        Sender self,
        List<Integer> others,
        Transport transport,
        Journal journal,
        NanoClock clock,
        EpochClock wallClock,
        LongUnaryOperator random,
        Consumer<Throwable> onError) {}
