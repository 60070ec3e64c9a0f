/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.replica;

import io.taffrail.replication.raft.RaftLog;
import java.io.IOException;
import org.agrona.DirectBuffer;

/**
 * The log of a replica: led, followed or fenced, as the core wants it.
 *
 * <p>Threading: the thread that steps the replica. {@link #termBefore}, {@link #crcBefore} and {@link #batches()} may be called
 * by the catch-up agent too; what the last one gives belongs to one thread.
 */
public interface LocalLog extends RaftLog {
    /** No more may be appended now, but soon: try again. */
    long BACK_PRESSURED = -1;

    /** The disk is full: try again after a while. */
    long STORAGE_FULL = -2;

    /** The bytes are not batches that continue this log; nothing was appended. */
    long BAD_BATCHES = -3;

    /** Nothing can be appended: fenced, closed or failed. */
    long REFUSED = -4;

    /**
     * Let publishers append in a term, behind a first batch of it that is there when this returns.
     *
     * @param term larger than any in the log.
     * @throws IOException when something cannot be written; nobody may append then.
     */
    void lead(int term) throws IOException;

    /** Let nobody append; the log ends at the first claim that is open. */
    void fence();

    /** Let batches of a leader be appended, and nothing else. */
    void follow();

    /**
     * Cut the log; durable when this returns.
     *
     * @param offset first one to go.
     * @throws IOException when something cannot be written.
     */
    void truncate(long offset) throws IOException;

    /**
     * Throw the log away; durable when this returns.
     *
     * @param offset at which it begins anew.
     * @throws IOException when something cannot be written.
     */
    void discard(long offset) throws IOException;

    /**
     * Append whole batches that were received.
     *
     * @param buffer that holds them.
     * @param index  of the first.
     * @param length of all of them in bytes.
     * @return bytes of whole batches that were taken, fewer than given when there was no more room for now; or a negative
     *     constant of this interface.
     */
    long append(DirectBuffer buffer, int index, int length);

    /**
     * Take a slice of a batch that is too large for a frame; with the last one it is appended.
     *
     * @param batchLength of the whole batch in bytes.
     * @param sliceIndex  of this slice in it; 0 begins anew.
     * @param buffer      that holds the slice.
     * @param index       of its first byte.
     * @param length      in bytes.
     * @return bytes of the batch that are there by now; or a negative constant of this interface: with BACK_PRESSURED and
     *     STORAGE_FULL the slice may be given again.
     */
    long appendSlice(int batchLength, int sliceIndex, DirectBuffer buffer, int index, int length);

    /** Forget the slices of a batch that is not whole. */
    void abandonSlices();

    /**
     * Term of the batch before an offset, deleted or not.
     *
     * @param offset within the log, or at its end.
     * @return the term, 0 when not known.
     */
    int termBefore(long offset);

    /**
     * Checksum of the batch that ends at an offset.
     *
     * @param offset within the log, or at its end.
     * @return the checksum, 0 when no such batch is kept.
     */
    int crcBefore(long offset);

    /**
     * A place to read from.
     *
     * @return for the use of one thread.
     */
    Batches batches();

    /**
     * First offset behind everything that was claimed; beyond the end while claims are open.
     *
     * @return the offset.
     */
    long claimedOffset();

    /**
     * Bytes of batches before the end, counted from anywhere, as long as the log is not fenced.
     *
     * @return bytes.
     */
    long endBytes();

    /**
     * High watermark that was known when the log was opened.
     *
     * @return a lower bound.
     */
    long knownHighWatermark();

    /** The append limit grew, or is none any more. */
    void onAppendLimit();

    /**
     * Whether publishers are refused because the disk is full.
     *
     * @return true until there is room.
     */
    boolean isStorageFull();

    /**
     * Why the log is of no use any more.
     *
     * @return the failure, or null.
     */
    Throwable failure();
}
