/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.LogNotice;
import io.taffrail.log.PartitionLog;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.collections.Object2ObjectHashMap;

/**
 * Reports claims that stay open too long, each once. It takes none away: the thread that holds one may still be writing
 * into it.
 *
 * <p>A claim is open when the log's cursor stands before it from one look to the next although it was claimed at the first.
 * Its age is counted from that first look. Claims behind it come into view when it is done.
 *
 * <p>Threading: the conductor.
 */
final class ClaimWatch {
    private final Object2ObjectHashMap<PartitionLog, Wait> waits = new Object2ObjectHashMap<>();
    private final long timeoutNs;
    private final Consumer<Throwable> onError;

    ClaimWatch(final int timeoutMs, final Consumer<Throwable> onError) {
        this.timeoutNs = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        this.onError = onError;
    }

    /** Look at the logs in use, after their cursors were moved. */
    void look(final List<PartitionLog> busy, final long nowNs) {
        for (final PartitionLog log : busy) { // not by index: the frontier may take one out meanwhile
            Wait wait = waits.get(log);
            if (wait == null) {
                wait = new Wait();
                waits.put(log, wait);
            }
            look(log, wait, nowNs);
        }
    }

    /** Forget logs that were closed. */
    void forgetClosed() {
        waits.keySet().removeIf(PartitionLog::isClosed);
    }

    private void look(final PartitionLog log, final Wait wait, final long nowNs) {
        final long offset = log.openOffsets() == 0 ? Wait.NOWHERE : log.contiguousOffset();
        if (offset == Wait.NOWHERE || offset != wait.offset) {
            wait.offset = offset;
            wait.sinceNs = nowNs;
            wait.isReported = false;
        } else if (!wait.isReported && nowNs - wait.sinceNs >= timeoutNs) {
            wait.isReported = true;
            onError.accept(new LogNotice(describe(log.name(), offset, nowNs - wait.sinceNs)));
        }
    }

    private static String describe(final String name, final long offset, final long ageNs) {
        final int dash = name.lastIndexOf('-');
        return "a claim stays open: topic=" + name.substring(0, dash) + " partition=" + name.substring(dash + 1)
                + " offset=" + offset + " openMs=" + TimeUnit.NANOSECONDS.toMillis(ageNs)
                + ": readers wait before it until the thread that claimed commits, aborts or closes its publisher";
    }

    /** What one log waits for. */
    private static final class Wait {
        static final long NOWHERE = -1;

        long offset = NOWHERE;
        long sinceNs;
        boolean isReported;
    }
}
