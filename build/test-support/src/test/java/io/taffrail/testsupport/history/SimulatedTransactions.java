/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

/** Publishes in transactions over several partitions, of which some fail; reads a partition in their midst. */
final class SimulatedTransactions implements SimulatedClient {
    private final ProcessRecorder process;
    private final List<SimulatedLog> logs;
    private final Random random;
    private final LongSupplier values;
    private final long[] places;
    private SimulatedLog.Fate fate;
    private Runnable end;

    SimulatedTransactions(
            final ProcessRecorder process,
            final List<SimulatedLog> logs,
            final Random random,
            final LongSupplier values) {
        this.process = process;
        this.logs = logs;
        this.random = random;
        this.values = values;
        this.places = new long[logs.size()];
    }

    @Override
    public void step() {
        if (end != null) {
            end.run();
            end = null;
        } else if (fate == null) {
            process.begin();
            fate = new SimulatedLog.Fate();
            fate.isOpen = true;
        } else if (random.nextInt(5) == 0) {
            beginEnd();
        } else if (random.nextInt(4) == 0) {
            poll();
        } else {
            publish();
        }
    }

    @Override
    public void finish() {
        if (end != null) {
            end.run();
        } else if (fate != null) {
            close(true);
        }
    }

    private void poll() {
        final PendingOperation pending = process.invokePoll();
        final PolledRecords polled = new PolledRecords();
        final int partition = random.nextInt(logs.size());
        places[partition] = logs.get(partition).read(partition, places[partition], 3, polled);
        pending.ok(polled);
    }

    private void publish() {
        final int partition = random.nextInt(logs.size());
        final long[] batch = new long[1 + random.nextInt(2)];
        for (int i = 0; i < batch.length; i++) {
            batch[i] = values.getAsLong();
        }
        final PendingOperation pending = process.invokePublish(partition, batch);
        long offset = -1;
        for (final long value : batch) {
            final long at = logs.get(partition).append(value, fate);
            offset = offset == -1 ? at : offset;
        }
        pending.okAt(offset);
    }

    /** Drawn now, so that the log is not held up for ever; seen at some moment from the invocation on. */
    private void beginEnd() {
        switch (random.nextInt(8)) {
            case 0 -> {
                final PendingOperation pending = process.invokeAbort();
                end = () -> pending.ok();
                close(true);
            }
            case 1 -> {
                final PendingOperation pending = process.invokeCommit();
                end = () -> pending.fail("fenced");
                close(true);
            }
            case 2 -> {
                final PendingOperation pending = process.invokeCommit();
                end = () -> pending.unknown("no answer");
                close(random.nextBoolean());
            }
            case 3 -> {
                process.crash();
                close(true);
            }
            default -> {
                final PendingOperation pending = process.invokeCommit();
                final SimulatedLog.Fate committed = fate;
                fate = null;
                end = () -> {
                    committed.isOpen = false;
                    pending.ok();
                };
            }
        }
    }

    private void close(final boolean isAborted) {
        fate.isAborted = isAborted;
        fate.isOpen = false;
        fate = null;
    }
}
