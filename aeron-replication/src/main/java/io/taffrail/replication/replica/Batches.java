/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import org.agrona.DirectBuffer;

/**
 * A place in a log from which runs of whole batches are read, up to the contiguous end.
 *
 * <p>Threading: confined to one thread, which may be another one than that of the log.
 */
public interface Batches extends AutoCloseable {
    /**
     * The place was deleted, or the log was cut or fenced off since {@link #seek(long)}, wherever that was: what
     * stands there now need not continue what was read.
     */
    int GONE = -1;

    /**
     * Go to an offset.
     *
     * @param offset at which a batch begins.
     */
    void seek(long offset);

    /**
     * Look at the run at the place; the same is seen again until {@link #pass()}, though more of it may have come.
     *
     * @param maxBytes of the run; a first batch that is larger is given all the same, alone.
     * @return bytes of the run, 0 when there is none at present, or {@link #GONE}.
     */
    int look(int maxBytes);

    /** Stand behind the run last looked at. */
    void pass();

    /**
     * Where the run stands.
     *
     * @return a buffer, valid until the next call of this.
     */
    DirectBuffer buffer();

    /**
     * Index of the run in {@link #buffer()}.
     *
     * @return the index.
     */
    int index();

    /**
     * Offset of the first batch of the run.
     *
     * @return the offset.
     */
    long baseOffset();

    /**
     * First offset behind all that was passed.
     *
     * @return the offset.
     */
    long nextOffset();

    /**
     * Term of the last batch of the run.
     *
     * @return the term.
     */
    int lastTerm();

    /**
     * Checksum of the last batch of the run.
     *
     * @return as it stands there.
     */
    int lastCrc();

    /**
     * Whether the run stands in memory, near the end of the log, and not in a file that has to be read.
     *
     * @return false where reading may take its time.
     */
    boolean isRecent();

    @Override
    void close();
}
