/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Writes down what clients do, as they do it. Each client is a {@link ProcessRecorder} with a number of its own.
 *
 * <h2>Threading</h2>
 *
 * Any thread may record; a lock puts the events into one order, in which their times do not go back. Recording an
 * invocation before the operation begins, and a completion after it has ended, is the caller's duty.
 */
public final class HistoryRecorder {
    private final LongSupplier clock;
    private final EventSink sink;
    private final List<Event> kept;

    private HistoryRecorder(final LongSupplier clock, final EventSink sink, final List<Event> kept) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.sink = sink;
        this.kept = kept;
    }

    /**
     * A recorder that keeps everything in memory, with {@link System#nanoTime} for a clock.
     *
     * @return a new recorder.
     */
    public static HistoryRecorder inMemory() {
        return inMemory(System::nanoTime);
    }

    /**
     * A recorder that keeps everything in memory.
     *
     * @param clock nanoseconds; must not go back.
     * @return a new recorder.
     */
    public static HistoryRecorder inMemory(final LongSupplier clock) {
        final List<Event> kept = new ArrayList<>();
        return new HistoryRecorder(clock, kept::add, kept);
    }

    /**
     * A recorder that gives its events away, with {@link System#nanoTime} for a clock: all processes of one machine share
     * it until the next boot.
     *
     * @param sink most likely a {@link HistoryFile}.
     * @return a new recorder; the sink stays the caller's to close.
     */
    public static HistoryRecorder to(final EventSink sink) {
        return new HistoryRecorder(System::nanoTime, Objects.requireNonNull(sink, "sink"), List.of());
    }

    /**
     * A client that begins now.
     *
     * @param process zero or more; no other client of the history that lives at the same time may have the number. Who
     *                takes the number of an earlier one takes its place: what that one had open is unknown.
     * @return where to record what it does.
     */
    public ProcessRecorder process(final int process) {
        return new ProcessRecorder(this, process);
    }

    /**
     * What was recorded so far by a recorder in memory.
     *
     * @return the history; operations that are open have an unknown outcome in it.
     */
    public synchronized History history() {
        return History.of(kept);
    }

    /** A copy of what was recorded so far by a recorder in memory. */
    synchronized List<Event> events() {
        return new ArrayList<>(kept);
    }

    synchronized void record(
            final int process,
            final int number,
            final EventType type,
            final OperationKind kind,
            final List<Records> records,
            final String note) {
        sink.accept(new Event(clock.getAsLong(), process, number, type, kind, records, note));
    }
}
