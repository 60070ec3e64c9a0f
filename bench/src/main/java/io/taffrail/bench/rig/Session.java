/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import io.taffrail.bench.result.Kind;
import io.taffrail.bench.result.Workload;
import io.taffrail.bench.targets.Receiver;
import io.taffrail.bench.targets.Sender;
import io.taffrail.bench.targets.Target;
import io.taffrail.bench.targets.TargetPlan;
import io.taffrail.bench.targets.TargetProvider;
import io.taffrail.bench.targets.ValueHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A target that is open, in a directory of its own, with its readers running. */
final class Session implements AutoCloseable {
    private final Path directory;
    private final Target target;
    private final List<Reading> readers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<AutoCloseable> ends = new ArrayList<>();

    private Session(final Path directory, final Target target) {
        this.directory = directory;
        this.target = target;
    }

    static Session open(
            final TargetProvider provider,
            final Workload workload,
            final long expectedValues,
            final IntFunction<ValueHandler> onValue)
            throws IOException {
        final Path directory = Scratch.create(Path.of(workload.directory()));
        try {
            final Target target = provider.open(new TargetPlan(
                    directory,
                    workload.valueBytes(),
                    workload.publishers(),
                    workload.readers(),
                    workload.look(),
                    expectedValues,
                    workload.kind() == Kind.BURST));
            final Session session = new Session(directory, target);
            session.startReaders(provider, workload, onValue);
            return session;
        } catch (final IOException | RuntimeException ex) {
            Scratch.delete(directory);
            throw ex;
        }
    }

    private void startReaders(
            final TargetProvider provider, final Workload workload, final IntFunction<ValueHandler> onValue) {
        for (int i = 0; provider.hasReaders() && i < workload.readers(); i++) {
            final Receiver receiver = target.receiver(i);
            ends.add(receiver);
            final Reading reading = new Reading(receiver, workload, provider.looksItself(), onValue.apply(i));
            readers.add(reading);
            threads.add(new Thread(reading, "reader-" + i));
        }
        threads.forEach(Thread::start);
    }

    Sender sender(final int index) {
        final Sender sender = target.sender(index);
        ends.add(sender);
        return sender;
    }

    Target target() {
        return target;
    }

    Path directory() {
        return directory;
    }

    List<Reading> readers() {
        return readers;
    }

    /** What the reader with the fewest has, or the given number when nobody reads. */
    long received(final long sent) {
        return readers.stream().mapToLong(Reading::received).min().orElse(sent);
    }

    /** No more will be sent than so many: wait until every reader has them, or gives up. */
    void awaitReaders(final long sent) {
        readers.forEach(reading -> reading.expect(sent));
        joinReaders();
    }

    private void joinReaders() {
        for (final Thread thread : threads) {
            try {
                thread.join();
            } catch (final InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws IOException {
        readers.forEach(Reading::giveUp);
        joinReaders();
        try {
            for (final AutoCloseable end : ends) {
                end.close();
            }
            target.close();
        } catch (final RuntimeException ex) {
            throw ex;
        } catch (final Exception ex) {
            throw new IOException(ex);
        } finally {
            Scratch.delete(directory);
        }
    }
}
