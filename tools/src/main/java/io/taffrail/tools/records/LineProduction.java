/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import io.taffrail.engine.EngineException;
import io.taffrail.model.ErrorCodeException;
import java.io.IOException;

/**
 * Publishes a record for each line, in transactions if there are to be any.
 *
 * <p>Threading: the command's thread, but for {@link #stop}; it steps under the monitor, and waits for lines outside.
 */
final class LineProduction {
    private final LineReader lines;
    private final LineFormat format;
    private final BatchPublisher publisher;
    private final Transactions transactions;
    private boolean isStopped;
    private boolean isFinished;
    private long bytes;

    LineProduction(
            final LineReader lines,
            final LineFormat format,
            final BatchPublisher publisher,
            final Transactions transactions) {
        this.lines = lines;
        this.format = format;
        this.publisher = publisher;
        this.transactions = transactions;
    }

    /**
     * Publish all lines.
     *
     * @return whether it came to the end of the input; false if it was stopped.
     */
    boolean run() throws IOException {
        try {
            while (lines.next()) {
                if (!take()) {
                    return false;
                }
            }
            return finish();
        } catch (final LineFormat.BadLineException ex) {
            publishRest();
            throw new IllegalArgumentException("line=" + lines.number() + ": " + ex.getMessage() + ": " + before(), ex);
        } catch (final BatchPublisher.RefusedException | ErrorCodeException ex) {
            throw new EngineException(
                    ex.getMessage() + transactions.timeoutNote() + ": line=" + lines.number() + " " + before(), ex);
        }
    }

    /**
     * Give up, from another thread: what is open is aborted.
     *
     * @return what was done, in words; null if all lines had been published.
     */
    String stop() {
        publisher.stopWaiting();
        synchronized (this) {
            isStopped = true;
            return isFinished ? null : before();
        }
    }

    /** Bytes of all lines. */
    long bytes() {
        return bytes;
    }

    private synchronized boolean take() throws IOException {
        if (isStopped) {
            return false;
        }
        transactions.beginIfNone();
        if (!publisher.add(format.record(lines), format.recordBytes())) {
            publishRest();
            throw new EngineException("record too large: line=" + lines.number() + " limitBytes="
                    + publisher.limitBytes() + " (max.message.bytes, or a quarter of segment.bytes): " + before());
        }
        bytes += lines.length();
        if (transactions.isFullWithOneMore()) {
            commit();
        } else if (!lines.isReady()) {
            publisher.publish();
        }
        return true;
    }

    private synchronized boolean finish() {
        if (!isStopped) {
            commit();
            isFinished = true;
        }
        return isFinished;
    }

    private void commit() {
        publisher.publish();
        transactions.commit();
        if (transactions.isOn()) {
            publisher.makeDurable();
        }
    }

    /** Records before a bad line are published; but not into a transaction that will be aborted. */
    private void publishRest() {
        if (!transactions.isOn()) {
            publisher.publish();
        }
    }

    /** What holds of the lines so far: a transaction that is open is aborted. */
    private String before() {
        if (!transactions.isOn()) {
            return "records published before=" + publisher.published();
        }
        transactions.close();
        return "the open transaction was aborted, committed before: " + transactions.text();
    }
}
