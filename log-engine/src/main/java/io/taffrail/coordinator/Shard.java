/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.log.Appender;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.PartitionReader;
import io.taffrail.log.PublishResult;
import io.taffrail.log.ReaderStrategy;
import io.taffrail.log.Record;
import io.taffrail.model.ErrorCode;

/**
 * One partition of a coordinator's topic: the log that its core writes to, and a reader of that log which hands back what is
 * committed. When a record cannot be appended, or the log went on under another term, the core is built anew from the log, and
 * everybody who waits is told to ask again.
 *
 * <p>Threading: any thread, one at a time under the monitor.
 */
abstract class Shard implements AutoCloseable {
    private static final int NOT_READ = -1;

    /** A log that refused a record is not asked again at once by itself: knowing it anew takes reading all of it. */
    private static final long RETRY_MS = 500;

    private final PartitionLog log;
    private final CoordinatorClock clock;
    private final Answers<?, ?> answers;
    private final PartitionReader reader;
    private final Appender appender;
    private int term = NOT_READ;
    private boolean isFirstAppend;
    private boolean isClosed;
    private long retryAtMs;

    Shard(final PartitionLog log, final CoordinatorClock clock, final Answers<?, ?> answers) {
        this.log = log;
        this.clock = clock;
        this.answers = answers;
        reader = log.reader(ReaderStrategy.EAGER).withControlRecords(true);
        appender = log.appender();
    }

    /** Have a core that knows nothing. */
    abstract void beginAnew();

    /** What time it is, milliseconds: one for deadlines, and the calendar's. */
    abstract void time(long monotonicMs, long epochMs);

    /** The next record of the log is committed. */
    abstract void onCommitted(Record record);

    /**
     * All of the log was handed over.
     *
     * @param inTerm the term in which the log goes on.
     */
    abstract void activate(int inTerm);

    /** Whether there is something to append. */
    abstract boolean hasOutgoing();

    /** Append all that there is: the end of it in the log, or a negative result. */
    abstract long appendOutgoing(Appender to);

    /** Term under which that was appended. */
    int lastTerm() {
        return appender.lastTerm();
    }

    /** Forget what was to be appended. */
    abstract void clearOutgoing();

    /** What was committed may lead to something else to append; whether it did. */
    boolean proceed() {
        return false;
    }

    /** The present term of the log. */
    final int term() {
        return term;
    }

    final boolean isClosed() {
        return isClosed;
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        clearOutgoing();
        answers.refuseAll(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        reader.close();
        appender.close();
    }

    /** A step that fails, as on what does not fit its fields, leaves nothing behind that the next one would append. */
    final void step(final boolean isHarmless, final Runnable action) {
        try {
            follow();
            action.run();
            finish(isHarmless);
        } catch (final RuntimeException ex) {
            rebuild(ErrorCode.COORDINATOR_NOT_AVAILABLE);
            throw ex;
        }
    }

    /** Whether a turn may try what was refused before. */
    final boolean isTimeToTry() {
        return clock.monotonicMs() >= retryAtMs;
    }

    /** Be as far as the log is, in its present term. */
    final void follow() {
        if (term != log.term()) {
            rebuild(ErrorCode.NOT_COORDINATOR);
        }
        time(clock.monotonicMs(), clock.epochMs());
        applyCommitted();
    }

    /**
     * Append what the step decided and apply what is committed.
     *
     * @param isHarmless whether nothing was changed yet that depends on the records being appended.
     */
    final void finish(final boolean isHarmless) {
        boolean isNothingChanged = isHarmless;
        do {
            final long result = hasOutgoing() ? append() : reader.position();
            if (result < 0) {
                onRefused(result, isNothingChanged);
                return;
            }
            answers.defer(result);
            applyCommitted();
            isNothingChanged = false;
        } while (proceed());
    }

    /** Where the log stands after it took all there was, or why it did not. */
    private long append() {
        final long result = appendOutgoing(appender);
        clearOutgoing();
        if (result >= 0 && isFirstAppend) {
            term = lastTerm(); // a log that was idle, or new, gets its term with its first record
            isFirstAppend = false;
        }
        return result;
    }

    private void onRefused(final long result, final boolean isHarmless) {
        final ErrorCode error = errorOf(result);
        retryAtMs = clock.monotonicMs() + RETRY_MS;
        if (isHarmless) {
            answers.refuseHeld(error);
        } else {
            rebuild(error);
        }
    }

    private static ErrorCode errorOf(final long result) {
        if (result == PublishResult.NOT_LEADER || result == PublishResult.FENCED) {
            return ErrorCode.NOT_COORDINATOR;
        }
        if (result == PublishResult.STALE_PRODUCER_EPOCH) {
            return ErrorCode.INVALID_PRODUCER_EPOCH;
        }
        return result == PublishResult.TOO_LARGE
                ? ErrorCode.INVALID_COMMIT_OFFSET_SIZE
                : ErrorCode.COORDINATOR_NOT_AVAILABLE;
    }

    private void applyCommitted() {
        if (reader.position() < reader.endOffset()) {
            reader.poll(this::onCommitted, Integer.MAX_VALUE);
        }
        answers.release(reader.position());
    }

    /** Forget what was not committed. */
    final void rebuild(final ErrorCode error) {
        clearOutgoing();
        answers.refuseAll(error);
        final int newTerm = log.term();
        term = NOT_READ; // until all of this has succeeded
        isFirstAppend = true;
        beginAnew();
        time(clock.monotonicMs(), clock.epochMs());
        reader.seekToEarliest();
        applyCommitted();
        activate(newTerm);
        term = newTerm;
    }
}
