/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import io.taffrail.bench.result.Workload;
import io.taffrail.bench.targets.ReaderLook;
import io.taffrail.bench.targets.Receiver;
import io.taffrail.bench.targets.ValueHandler;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/**
 * One reader's thread: takes values until it has all, and checks that each publisher's come whole and in order.
 *
 * <p>Threading: {@link #run()} by its own thread; the rest by any.
 */
final class Reading implements Runnable, ValueHandler {
    /** Property: seconds without a value after which a reader gives up. */
    static final String PATIENCE = "taffrail.bench.patience.seconds";

    private static final int PATIENCE_SECONDS = 20;
    private static final int LOOKS_PER_CLOCK = 1 << 12;

    private final Receiver receiver;
    private final ReaderLook look;
    private final long[] next;
    private final int valueBytes;
    private final ValueHandler onValue;
    private final long patienceNs = TimeUnit.SECONDS.toNanos(Integer.getInteger(PATIENCE, PATIENCE_SECONDS));
    private volatile long expected = Long.MAX_VALUE;
    private volatile long received;
    private volatile String problem;
    private long count;

    /**
     * A reader.
     *
     * @param receiver where values come from.
     * @param workload how many publishers there are, and how large values are.
     * @param isLooked whether the target waits between looks itself.
     * @param onValue  sees each value after it was checked.
     */
    Reading(final Receiver receiver, final Workload workload, final boolean isLooked, final ValueHandler onValue) {
        this.receiver = receiver;
        this.look = isLooked && workload.look() != ReaderLook.YIELD ? ReaderLook.EAGER : workload.look();
        this.next = new long[workload.publishers()];
        this.valueBytes = workload.valueBytes();
        this.onValue = onValue;
    }

    @Override
    public void run() {
        try {
            long quietSinceNs = System.nanoTime();
            for (int empty = 0; count < expected && problem == null; ) {
                if (receiver.poll(this) > 0) {
                    received = count;
                    empty = 0;
                    continue;
                }
                look.onEmpty();
                if (empty == 0) {
                    quietSinceNs = System.nanoTime();
                }
                if (++empty % LOOKS_PER_CLOCK == 0
                        && expected != Long.MAX_VALUE
                        && System.nanoTime() - quietSinceNs > patienceNs) {
                    problem = "a reader has received " + count + " of " + expected + " values";
                }
            }
        } catch (final RuntimeException ex) {
            problem = "a reader failed: " + ex;
        }
        received = count;
    }

    @Override
    public void onValue(final DirectBuffer buffer, final int index, final int length) {
        final int publisher = length == valueBytes ? Payload.publisher(buffer, index) : -1;
        if (publisher < 0 || publisher >= next.length) {
            problem = "a value is not one that was sent: length=" + length + " after " + count;
            return;
        }
        final long number = Payload.number(buffer, index);
        if (number != next[publisher] && problem == null) {
            problem = "lost or out of order: publisher=" + publisher + " expected=" + next[publisher] + " found="
                    + number;
        }
        next[publisher] = number + 1;
        count++;
        onValue.onValue(buffer, index, length);
    }

    /** No more than so many will come: it ends when it has them, or when nothing comes for a while. */
    void expect(final long values) {
        expected = values;
    }

    /** How many it has, up to the last poll. */
    long received() {
        return received;
    }

    /** What went wrong, or null. */
    String problem() {
        return problem;
    }

    /** The publishers failed: it need not wait. */
    void giveUp() {
        expected = 0;
    }
}
