/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.storage.Storage;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.agrona.concurrent.EpochNanoClock;

/**
 * What a log is given.
 *
 * @param storage     its file system.
 * @param directory   of the partition.
 * @param logId       the same on every replica, never reused.
 * @param clock       stamps records, nanoseconds since the epoch; read by every publisher.
 * @param waiter      how publishers wait for the road.
 * @param replication who else has the log.
 * @param onActive    told when the log wants its background duties done; called by publishers, must not block.
 * @param onError     told of errors that are not answers to a caller; must not throw.
 */
public record LogContext(
        Storage storage,
        Path directory,
        long logId,
        EpochNanoClock clock,
        RoadWaiter waiter,
        Replication replication,
        Consumer<PartitionLog> onActive,
        Consumer<Throwable> onError) {}
