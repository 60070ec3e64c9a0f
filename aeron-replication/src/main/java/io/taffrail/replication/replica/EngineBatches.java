/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.log.BatchCursor;
import org.agrona.DirectBuffer;

/** A place in a log of the engine. */
final class EngineBatches implements Batches {
    private final BatchCursor cursor;
    private int length;

    EngineBatches(final BatchCursor cursor) {
        this.cursor = cursor;
    }

    @Override
    public void seek(final long offset) {
        cursor.seek(offset);
    }

    @Override
    public int look(final int maxBytes) {
        length = cursor.look(maxBytes);
        return length == BatchCursor.OUT_OF_RANGE ? GONE : length;
    }

    @Override
    public void pass() {
        cursor.pass();
    }

    @Override
    public DirectBuffer buffer() {
        return cursor.buffer();
    }

    @Override
    public int index() {
        return cursor.index();
    }

    @Override
    public long baseOffset() {
        return cursor.baseOffset();
    }

    @Override
    public long nextOffset() {
        return cursor.nextOffset();
    }

    @Override
    public int lastTerm() {
        return cursor.lastTerm();
    }

    @Override
    public int lastCrc() {
        return cursor.lastCrc();
    }

    @Override
    public boolean isRecent() {
        return length == 0 || cursor.isMapped();
    }

    @Override
    public void close() {
        cursor.close();
    }
}
