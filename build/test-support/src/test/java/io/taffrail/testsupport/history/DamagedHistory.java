/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import io.taffrail.testsupport.history.Damage.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** The events of a good history, and what is needed to spoil them. */
final class DamagedHistory {
    private final List<Event> events;
    private final Random random;
    private final List<Record> published = new ArrayList<>();

    DamagedHistory(final List<Event> events, final Random random) {
        this.events = events;
        this.random = random;
        final History history = History.of(events);
        final HistoryIndex index = new HistoryIndex(history, Expectations.strict(), new Findings(1));
        for (final Operation operation : history.operations()) {
            if (operation.kind() == OperationKind.PUBLISH) {
                final Records records = operation.records().get(0);
                for (int i = 0; i < records.size(); i++) {
                    published.add(new Record(
                            operation,
                            records.partition(),
                            i,
                            records.offset(i),
                            records.value(i),
                            index.outcomeOf(operation)));
                }
            }
        }
    }

    History history() {
        return History.of(events);
    }

    Random random() {
        return random;
    }

    List<Record> all(final Predicate<Record> wanted) {
        return published.stream().filter(wanted).toList();
    }

    /** One of the published records that are wanted, or null. */
    Record any(final Predicate<Record> wanted) {
        final List<Record> found = all(wanted);
        return found.isEmpty() ? null : found.get(random.nextInt(found.size()));
    }

    long highestRead(final int partition) {
        long highest = -1;
        for (final Event event : events) {
            for (final long[] record : readsOf(event, partition)) {
                highest = Math.max(highest, record[0]);
            }
        }
        return highest;
    }

    /** Takes records out of all polls. */
    boolean removeReads(final Predicate<Record> removed) {
        boolean isChanged = false;
        for (int i = 0; i < events.size(); i++) {
            final Event event = events.get(i);
            if (isPolled(event)) {
                final PolledRecords kept = new PolledRecords();
                for (final Records records : event.records()) {
                    for (int j = 0; j < records.size(); j++) {
                        final Record record = new Record(
                                null, records.partition(), j, records.offset(j), records.value(j), EventType.OK);
                        if (removed.test(record)) {
                            isChanged = true;
                        } else {
                            kept.add(record.partition(), record.offset(), record.value());
                        }
                    }
                }
                replace(i, kept.toList());
            }
        }
        return isChanged;
    }

    /** Lets a reader that has read a partition to its end read one thing more. */
    boolean appendRead(final int partition, final long value) {
        final int reader = GoodHistory.FIRST_FINAL_READER + random.nextInt(2);
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i).process() == reader
                    && !readsOf(events.get(i), partition).isEmpty()) {
                final List<long[]> changed = readsOf(events.get(i), partition);
                changed.add(new long[] {highestRead(partition) + 100, value});
                replace(i, toRecords(partition, changed));
                return true;
            }
        }
        return false;
    }

    /** Lets a member of the group have a record, at an offset that nobody knows. */
    boolean deliver(final int partition, final long value) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (GoodHistory.isMember(events.get(i).process()) && isPolled(events.get(i))) {
                final List<Records> changed = new ArrayList<>(events.get(i).records());
                changed.add(Records.unplaced(partition, value));
                replace(i, changed);
                return true;
            }
        }
        return false;
    }

    /** A publish that never ends; returns its value. */
    long addUnknownPublish(final int partition) {
        final long value = -9;
        events.add(
                0,
                new Event(
                        0,
                        99,
                        0,
                        EventType.INVOKE,
                        OperationKind.PUBLISH,
                        List.of(Records.unplaced(partition, value)),
                        ""));
        return value;
    }

    /** One of the last readers has another value in the place of a record. */
    boolean replaceRead(final Record record, final long value) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).process() == GoodHistory.FIRST_FINAL_READER) {
                final List<long[]> reads = readsOf(events.get(i), record.partition());
                for (final long[] read : reads) {
                    if (read[1] == record.value()) {
                        read[1] = value;
                        replace(i, toRecords(record.partition(), reads));
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Some poll has ended before the commit of a record that it has read began. */
    boolean readEarly(final Record record) {
        for (int i = 0; i < events.size(); i++) {
            for (final long[] read : readsOf(events.get(i), record.partition())) {
                if (read[1] == record.value()) {
                    final Event event = events.get(i);
                    events.set(
                            i,
                            new Event(
                                    record.transaction().end().invokeTimeNs() - 1,
                                    event.process(),
                                    event.number(),
                                    event.type(),
                                    event.kind(),
                                    event.records(),
                                    event.note()));
                    return true;
                }
            }
        }
        return false;
    }

    /** Two records that one client published one after the other to one partition change their places. */
    boolean swapNeighbours(final BiPredicate<Record, Record> wanted) {
        final List<Record[]> pairs = new ArrayList<>();
        for (int i = 0; i < published.size(); i++) {
            final Record first = published.get(i);
            final Record second = first.isAcknowledged() ? next(i) : null;
            if (second != null && wanted.test(first, second)) {
                pairs.add(new Record[] {first, second});
            }
        }
        if (pairs.isEmpty()) {
            return false;
        }
        final Record[] pair = pairs.get(random.nextInt(pairs.size()));
        swap(pair[0], pair[1]);
        return true;
    }

    private Record next(final int index) {
        final Record first = published.get(index);
        for (int i = index + 1; i < published.size(); i++) {
            final Record second = published.get(i);
            if (second.operation().process() == first.operation().process()
                    && second.partition() == first.partition()
                    && second.isAcknowledged()) {
                return second;
            }
        }
        return null;
    }

    /** The record right behind one, if it is a single one of another client; or null. */
    Record strangerBehind(final Record record) {
        final List<Record> behind = all(other -> other.isAcknowledged()
                && other.isSingle()
                && other.partition() == record.partition()
                && other.offset() == record.offset() + 1
                && other.operation().process() != record.operation().process());
        return behind.isEmpty() ? null : behind.get(0);
    }

    /** Two records change their places, for all who know of them. */
    void swap(final Record first, final Record second) {
        for (int i = 0; i < events.size(); i++) {
            final PolledRecords changed = new PolledRecords();
            final Event event = events.get(i);
            final boolean isPublish = event.kind() == OperationKind.PUBLISH && event.type() == EventType.OK;
            if (!isPublish && !isPolled(event)) {
                continue;
            }
            for (final Records records : event.records()) {
                for (int j = 0; j < records.size(); j++) {
                    long offset = records.offset(j);
                    long value = records.value(j);
                    final boolean isFirst = records.partition() == first.partition() && value == first.value();
                    final boolean isSecond = records.partition() == second.partition() && value == second.value();
                    if (isFirst || isSecond) {
                        if (isPublish) {
                            offset = isFirst ? second.offset() : first.offset();
                        } else {
                            value = isFirst ? second.value() : first.value();
                        }
                    }
                    changed.add(records.partition(), offset, value);
                }
            }
            replace(i, changed.toList());
        }
    }

    /** Changes the later of two polls of one partition, one right behind the other, by one of the last readers. */
    boolean editSecondPoll(final int leastSize, final BiFunction<List<long[]>, List<long[]>, List<long[]>> edit) {
        final int reader = GoodHistory.FIRST_FINAL_READER + random.nextInt(2);
        final List<Integer> polls = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).process() == reader
                    && isPolled(events.get(i))
                    && !events.get(i).records().isEmpty()) {
                polls.add(i);
            }
        }
        final List<int[]> pairs = new ArrayList<>();
        for (int i = 1; i < polls.size(); i++) {
            final Records first = events.get(polls.get(i - 1)).records().get(0);
            final Records second = events.get(polls.get(i)).records().get(0);
            if (first.partition() == second.partition() && second.size() >= leastSize) {
                pairs.add(new int[] {polls.get(i - 1), polls.get(i)});
            }
        }
        if (pairs.isEmpty()) {
            return false;
        }
        final int[] pair = pairs.get(random.nextInt(pairs.size()));
        final int partition = events.get(pair[0]).records().get(0).partition();
        replace(
                pair[1],
                toRecords(
                        partition,
                        edit.apply(readsOf(events.get(pair[0]), partition), readsOf(events.get(pair[1]), partition))));
        return true;
    }

    /** Offset and value of what an event has read of a partition. */
    private static List<long[]> readsOf(final Event event, final int partition) {
        final List<long[]> reads = new ArrayList<>();
        if (isPolled(event)) {
            for (final Records records : event.records()) {
                for (int i = 0; i < records.size() && records.partition() == partition; i++) {
                    reads.add(new long[] {records.offset(i), records.value(i)});
                }
            }
        }
        return reads;
    }

    private static List<Records> toRecords(final int partition, final List<long[]> reads) {
        final PolledRecords records = new PolledRecords();
        reads.forEach(read -> records.add(partition, read[0], read[1]));
        return records.toList();
    }

    private static boolean isPolled(final Event event) {
        return event.kind() == OperationKind.POLL && event.type() == EventType.OK;
    }

    private void replace(final int index, final List<Records> records) {
        final Event event = events.get(index);
        events.set(
                index,
                new Event(
                        event.timeNs(),
                        event.process(),
                        event.number(),
                        event.type(),
                        event.kind(),
                        records,
                        event.note()));
    }
}
