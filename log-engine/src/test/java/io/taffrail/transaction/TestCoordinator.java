/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

import io.taffrail.model.TopicPartition;
import io.taffrail.transaction.TransactionRecord.TransactionStored;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A core over a list for a log. Nothing is committed, and no marker written, before somebody says so. */
final class TestCoordinator implements TransactionOutbox {
    static final TransactionConfig CONFIG = new TransactionConfig(60_000, 1_000_000);
    static final long FIRST_ID = 1000;

    /** A marker that was asked for. */
    record Marker(String transactionalId, long producerId, short epoch, boolean isCommit, TopicPartition partition) {}

    private record Held(int end, long token, TransactionAnswer answer) {}

    final List<TransactionRecord> log = new ArrayList<>();
    final ArrayDeque<Marker> markers = new ArrayDeque<>();
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final Map<Long, TransactionAnswer> answers = new HashMap<>();
    private TransactionCore core;
    private int committed;
    private long nextProducerId = FIRST_ID;
    private long nextToken;
    private long nowMs;
    private long calendarAheadMs;

    TestCoordinator() {
        restart();
    }

    /** Another core takes the log over; what was not committed is lost. */
    void restart() {
        log.subList(committed, log.size()).clear();
        held.clear();
        markers.clear();
        core = new TransactionCore(CONFIG, () -> nextProducerId++).time(nowMs, nowMs + calendarAheadMs);
        log.forEach(record -> core.apply(record, 0, this));
        core.activate(0, this);
    }

    /** A producer with an epoch that took others long to come to. */
    void store(final TransactionStored stored) {
        log.add(stored);
        committed = log.size();
        restart();
    }

    long send(final TransactionRequest request) {
        final long token = nextToken++;
        core.time(nowMs, nowMs + calendarAheadMs).handle(request, token, this);
        return token;
    }

    /** The answer, null while there is none. */
    TransactionAnswer answer(final long token) {
        return answers.get(token);
    }

    /** Ask and commit; markers are left unwritten. */
    TransactionAnswer ask(final TransactionRequest request) {
        final long token = send(request);
        commit();
        return answers.get(token);
    }

    /** What is appended so far is committed; what comes of it is not. */
    void commit() {
        final int end = log.size();
        while (committed < end) {
            core.time(nowMs, nowMs + calendarAheadMs).apply(log.get(committed++), 0, this);
        }
        while (!held.isEmpty() && held.peek().end <= committed) {
            final Held next = held.poll();
            answers.put(next.token, next.answer);
        }
    }

    void onWritten(final Marker marker) {
        core.time(nowMs, nowMs + calendarAheadMs)
                .onMarkerWritten(marker.transactionalId, marker.producerId, marker.epoch, marker.partition, this);
    }

    /** Write the markers that were asked for, and commit what comes of it. */
    void mark() {
        commit();
        while (!markers.isEmpty()) {
            onWritten(markers.poll());
        }
        commit();
    }

    void pass(final long ms) {
        nowMs += ms;
        core.time(nowMs, nowMs + calendarAheadMs).onTime(this);
    }

    /** Somebody sets the calendar. */
    void setCalendar(final long aheadMs) {
        calendarAheadMs += aheadMs;
    }

    TransactionDescription describe(final String transactionalId) {
        return core.describe(transactionalId);
    }

    List<TransactionDescription> list() {
        return core.list();
    }

    TransactionStored newest() {
        return (TransactionStored) log.get(log.size() - 1);
    }

    @Override
    public void append(final TransactionRecord record) {
        log.add(record);
    }

    @Override
    public void answer(final long token, final TransactionAnswer answer) {
        answers.put(token, answer);
    }

    @Override
    public void answerOnCommit(final long token, final TransactionAnswer answer) {
        held.add(new Held(log.size(), token, answer));
    }

    @Override
    public void writeMarkers(
            final String transactionalId,
            final long producerId,
            final short producerEpoch,
            final boolean isCommit,
            final Set<TopicPartition> partitions) {
        partitions.forEach(
                partition -> markers.add(new Marker(transactionalId, producerId, producerEpoch, isCommit, partition)));
    }
}
