/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

/** Publishes single records and batches, up to three at a time, whose answers come in any order. */
final class SimulatedPublisher implements SimulatedClient {
    private final ProcessRecorder process;
    private final List<SimulatedLog> logs;
    private final Random random;
    private final LongSupplier values;
    private final List<Runnable> open = new ArrayList<>();

    SimulatedPublisher(
            final ProcessRecorder process,
            final List<SimulatedLog> logs,
            final Random random,
            final LongSupplier values) {
        this.process = process;
        this.logs = logs;
        this.random = random;
        this.values = values;
    }

    @Override
    public void step() {
        if (open.size() < 3 && random.nextBoolean()) {
            publish();
        } else if (!open.isEmpty()) {
            open.remove(random.nextInt(open.size())).run();
        }
    }

    @Override
    public void finish() {
        if (random.nextBoolean()) {
            open.forEach(Runnable::run);
        }
    }

    private void publish() {
        final int partition = random.nextInt(logs.size());
        final SimulatedLog log = logs.get(partition);
        final long[] batch = new long[random.nextInt(3) == 0 ? 2 + random.nextInt(3) : 1];
        for (int i = 0; i < batch.length; i++) {
            batch[i] = values.getAsLong();
        }
        final PendingOperation pending = process.invokePublish(partition, batch);
        final int draw = random.nextInt(20);
        if (draw == 0) {
            open.add(() -> pending.fail("refused"));
        } else if (draw == 1) {
            open.add(() -> pending.unknown("no answer"));
        } else if (draw == 2) {
            for (final long value : batch) {
                log.appendLate(value);
            }
            open.add(() -> pending.unknown("late"));
        } else {
            final long offset = log.append(batch[0], new SimulatedLog.Fate());
            for (int i = 1; i < batch.length; i++) {
                log.append(batch[i], new SimulatedLog.Fate());
            }
            open.add(draw == 3 ? () -> pending.unknown("done") : () -> pending.okAt(offset));
        }
        if (random.nextInt(20) == 0) {
            log.settle();
        }
    }
}
