/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.ArrayList;
import java.util.List;

/** One way of spoiling a good history, named after the one kind of finding that it must lead to. */
enum Damage {
    LOST_WRITE(Anomaly.LOST_WRITE) {
        @Override
        boolean apply(final DamagedHistory history) {
            final Record lost = history.any(one -> one.isSure() && one.offset() < history.highestRead(one.partition()));
            return lost != null && history.removeReads(one -> one.isSame(lost));
        }
    },
    UNSEEN(Anomaly.UNSEEN) {
        @Override
        boolean apply(final DamagedHistory history) {
            final Record last = history.any(one -> one.isSure()
                    && history.all(other -> other.isAcknowledged()
                                    && other.partition() == one.partition()
                                    && other.offset() > one.offset())
                            .isEmpty());
            return last != null
                    && history.removeReads(one -> one.partition() == last.partition() && one.offset() >= last.offset());
        }
    },
    DUPLICATE(Anomaly.DUPLICATE) {
        @Override
        boolean apply(final DamagedHistory history) {
            final Record record = history.any(Record::isAcknowledged);
            return record != null && history.appendRead(record.partition(), record.value());
        }
    },
    INCONSISTENT_OFFSET(Anomaly.INCONSISTENT_OFFSET) {
        @Override
        boolean apply(final DamagedHistory history) {
            final Record record = history.any(one -> one.offset() >= 0 && one.isPossible());
            return record != null && history.replaceRead(record, history.addUnknownPublish(record.partition()));
        }
    },
    UNEXPECTED_READ(Anomaly.UNEXPECTED_READ) {
        @Override
        boolean apply(final DamagedHistory history) {
            return history.appendRead(history.random().nextInt(3), -7);
        }
    },
    ABORTED_READ(Anomaly.ABORTED_READ) {
        @Override
        boolean apply(final DamagedHistory history) {
            final Record record = history.any(one -> !one.isPossible());
            return record != null && history.appendRead(record.partition(), record.value());
        }
    },
    PRECOMMITTED_READ(Anomaly.PRECOMMITTED_READ) {
        @Override
        boolean apply(final DamagedHistory history) {
            final Record record =
                    history.any(one -> one.transaction() != null && one.isPossible() && one.offset() >= 0);
            return record != null && history.readEarly(record);
        }
    },
    REORDERED(Anomaly.REORDERED) {
        @Override
        boolean apply(final DamagedHistory history) {
            return history.swapNeighbours((first, second) -> first.isSingle() && second.isSingle());
        }
    },
    NONMONOTONIC_BATCH(Anomaly.NONMONOTONIC_SEND) {
        @Override
        boolean apply(final DamagedHistory history) {
            return history.swapNeighbours(
                    (first, second) -> first.operation() == second.operation() && first.batchSize() == 2);
        }
    },
    NONMONOTONIC_TRANSACTION(Anomaly.NONMONOTONIC_SEND) {
        @Override
        boolean apply(final DamagedHistory history) {
            return history.swapNeighbours((first, second) -> first.transaction() != null
                    && first.transaction() == second.transaction()
                    && first.batchSize() == 1
                    && second.batchSize() == 1);
        }
    },
    SKIPPED_SEND(Anomaly.SKIPPED_SEND) {
        @Override
        boolean apply(final DamagedHistory history) {
            final Record last = history.any(one -> one.isAcknowledged()
                    && one.transaction() == null
                    && one.batchSize() > 1
                    && one.isLastOfBatch()
                    && history.strangerBehind(one) != null);
            if (last == null) {
                return false;
            }
            history.swap(last, history.strangerBehind(last));
            return true;
        }
    },
    NONMONOTONIC_POLL(Anomaly.NONMONOTONIC_POLL) {
        @Override
        boolean apply(final DamagedHistory history) {
            return history.editSecondPoll(1, (first, second) -> {
                final List<long[]> changed = new ArrayList<>(second);
                changed.add(0, first.get(first.size() - 1));
                return changed;
            });
        }
    },
    INTERNAL_NONMONOTONIC_POLL(Anomaly.INTERNAL_NONMONOTONIC_POLL) {
        @Override
        boolean apply(final DamagedHistory history) {
            return history.editSecondPoll(1, (first, second) -> {
                final List<long[]> changed = new ArrayList<>(second);
                final int repeated = history.random().nextInt(second.size());
                changed.add(repeated, second.get(repeated));
                return changed;
            });
        }
    },
    SKIPPED_POLL(Anomaly.SKIPPED_POLL) {
        @Override
        boolean apply(final DamagedHistory history) {
            return history.editSecondPoll(2, (first, second) -> second.subList(1, second.size()));
        }
    },
    INTERNAL_SKIPPED_POLL(Anomaly.INTERNAL_SKIPPED_POLL) {
        @Override
        boolean apply(final DamagedHistory history) {
            return history.editSecondPoll(3, (first, second) -> {
                final List<long[]> changed = new ArrayList<>(second);
                changed.remove(1 + history.random().nextInt(second.size() - 2));
                return changed;
            });
        }
    },
    QUEUE_LOST(Anomaly.QUEUE_LOST) {
        @Override
        boolean apply(final DamagedHistory history) {
            final Record lost = history.any(Record::isSure);
            return lost != null && history.removeReads(one -> one.isSame(lost));
        }
    },
    QUEUE_DUPLICATE(Anomaly.QUEUE_DUPLICATE) {
        @Override
        boolean apply(final DamagedHistory history) {
            final Record again = history.any(Record::isAcknowledged);
            return again != null && history.deliver(again.partition(), again.value());
        }
    },
    QUEUE_UNEXPECTED(Anomaly.QUEUE_UNEXPECTED) {
        @Override
        boolean apply(final DamagedHistory history) {
            return history.deliver(history.random().nextInt(3), -7);
        }
    };

    final Anomaly anomaly;

    Damage(final Anomaly anomaly) {
        this.anomaly = anomaly;
    }

    boolean isOfQueue() {
        return anomaly.name().startsWith("QUEUE");
    }

    /** Does it, or returns false where the history has no place for it. */
    abstract boolean apply(DamagedHistory history);

    /** A record that somebody published, or one in a poll. */
    record Record(Operation operation, int partition, int index, long offset, long value, EventType outcome) {
        boolean isAcknowledged() {
            return outcome == EventType.OK && offset >= 0;
        }

        boolean isPossible() {
            return outcome != EventType.FAIL;
        }

        /** Acknowledged whatever was read of it. */
        boolean isSure() {
            return isAcknowledged() && (transaction() == null || transaction().outcome() == EventType.OK);
        }

        boolean isSingle() {
            return batchSize() == 1 && transaction() == null;
        }

        boolean isLastOfBatch() {
            return index == batchSize() - 1;
        }

        int batchSize() {
            return operation.records().get(0).size();
        }

        Transaction transaction() {
            return operation.transaction();
        }

        boolean isSame(final Record other) {
            return partition == other.partition && value == other.value;
        }
    }
}
