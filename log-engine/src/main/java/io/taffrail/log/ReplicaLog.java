/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import java.io.IOException;
import java.util.List;

/**
 * One log as replication sees it: fenced, led or followed; truncated where it diverged; asked about its terms; read in
 * whole batches.
 *
 * <pre>
 *   led        publishers append            lead(term), beginTerm(term)    left by fence()
 *   fenced     nobody appends               fence()                        left by lead, beginTerm, follow
 *   following  one FollowerAppender does    follow()                       left by fence()
 * </pre>
 *
 * <p>A log that was just loaded is fenced: nobody appends to it before it is led or follows.
 *
 * <p>Threading: any thread. What changes the log takes its structure lock and writes to the disk; no publisher, reader or
 * follower's append waits for that. {@link FollowerAppender} and {@link BatchCursor} are confined to one thread each.
 */
public final class ReplicaLog {
    private final PartitionLog log;
    private final Truncation truncation;

    ReplicaLog(final PartitionLog log) {
        this.log = log;
        this.truncation = new Truncation(log);
    }

    /**
     * Let nobody append any more. The log ends at the first claim that is open.
     *
     * @return the offset at which it ends.
     */
    public long fence() {
        return log.fence();
    }

    /**
     * Let publishers append under a new term whose first batch, a void of one offset, is there before theirs; it is not
     * held back by the append limit.
     *
     * @param term larger than any before.
     * @return the offset of the void.
     * @throws IllegalStateException    when the log is not fenced.
     * @throws IllegalArgumentException when the term is not larger.
     * @throws IOException              when something cannot be written; the log stays fenced.
     */
    public long lead(final int term) throws IOException {
        return log.fencing().lead(term);
    }

    /**
     * Let batches of another node be appended, and nothing else. Publishers get {@link PublishResult#NOT_LEADER}.
     *
     * @return the only writer until the next fence.
     * @throws IllegalStateException when the log is not fenced.
     * @throws IOException           when a segment cannot be made; the log stays fenced.
     */
    public FollowerAppender follow() throws IOException {
        log.structure().lock();
        try {
            log.fencing().requireFenced();
            final int number = log.nextFollower();
            log.fencing().follow(number);
            return new FollowerAppender(log, number);
        } finally {
            log.structure().unlock();
        }
    }

    /**
     * Drop everything from an offset on. Durable when this returns, whatever the durability of the topic; after a crash
     * before that the log ends here or where it did. A log that follows goes on following, with the same appender.
     *
     * @param offset first one to go: a batch ends in front of it. At or above the high watermark.
     * @throws IllegalStateException    when the log is neither fenced nor following.
     * @throws IllegalArgumentException when no batch ends there, or it is below what is committed or kept.
     * @throws IOException              when something cannot be written; the log is fenced, or failed.
     */
    public void truncate(final long offset) throws IOException {
        truncation.truncate(offset);
    }

    /**
     * Throw everything away, committed or not, and begin at an offset. Durable when this returns; after a crash before
     * that the log may hold what it did, from the offset on, or nothing. A log that follows goes on following.
     *
     * @param offset     at which the log then starts and ends, 0 or more.
     * @param termBefore term of the batch before it in the leader's log; 0 when not known.
     * @throws IllegalStateException when the log is neither fenced nor following.
     * @throws IOException           when something cannot be written; the log is fenced, or failed.
     */
    public void discard(final long offset, final int termBefore) throws IOException {
        truncation.discard(offset, termBefore);
    }

    /**
     * First offset that is not there. Cheap enough to be asked for at every turn: nothing is locked while nothing was
     * appended.
     *
     * @return the offset.
     */
    public long endOffset() {
        return log.endOffset();
    }

    /**
     * Term of the last batch, deleted or not.
     *
     * @return the term, 0 when there never was one.
     */
    public int lastTerm() {
        return log.keeper().termOf(log.endOffset() - 1);
    }

    /**
     * The newest term that is not above another and has batches in the log, deleted or not, and where it ends.
     *
     * @param term highest one wanted.
     * @return term 0, ending where the first known one begins, when there is none.
     */
    public TermBoundary endOfTerm(final int term) {
        return new TermBoundary(floorTerm(term), endOfFloorTerm(term));
    }

    /**
     * The newest term that is not above another and has batches in the log, deleted or not. Allocates nothing.
     *
     * @param term highest one wanted.
     * @return the term, 0 when there is none.
     */
    public int floorTerm(final int term) {
        final long end = log.endOffset();
        final List<Manifest.TermStart> terms = log.keeper().terms();
        for (int i = terms.size() - 1; i >= 0; i--) {
            final Manifest.TermStart start = terms.get(i);
            if (start.term() <= term && start.startOffset() < end) {
                return start.term();
            }
        }
        return 0;
    }

    /**
     * Where the term ends that {@link #floorTerm(int)} gives. Allocates nothing.
     *
     * @param term highest one wanted.
     * @return first offset that was not written in it or a term before.
     */
    public long endOfFloorTerm(final int term) {
        final long end = log.endOffset();
        final List<Manifest.TermStart> terms = log.keeper().terms();
        for (int i = 0; i < terms.size(); i++) {
            final Manifest.TermStart start = terms.get(i);
            if (start.term() > term) {
                return Math.min(start.startOffset(), end);
            }
        }
        return end;
    }

    /**
     * The batch that ends at an offset, to compare it with another replica's.
     *
     * @param offset first one behind the batch.
     * @return null when no batch that is kept ends there.
     * @throws IOException         when it cannot be read.
     * @throws CorruptLogException when its bytes, or those before it that were read, are bad.
     */
    public BatchEnd batchBefore(final long offset) throws IOException {
        final BatchBoundary found = BatchBoundary.find(log, offset);
        return found == null ? null : found.before();
    }

    /**
     * A lower bound of what is committed, also right after a load: 0 when nothing is known.
     *
     * @return first offset that is not known to be committed, never behind the end as loaded.
     */
    public long highWatermark() {
        return log.knownHighWatermark();
    }

    /**
     * Whether this replica may have acknowledged what it does not hold any more: at the load the log had not been closed,
     * nor fallen idle, before the operating system ended, so that what was appended last may never have reached the disk.
     * Never with durability {@code sync}, where only what is durable counts as held.
     *
     * <p>It is so again at the next load, unless the log was led, appended to or truncated meanwhile, or
     * {@link #acceptLoss()} was called: keep it in mind durably before that.
     *
     * @return true from such a load until the log is closed.
     */
    public boolean mayHaveForgotten() {
        return log.mayHaveForgotten();
    }

    /**
     * Take what the log holds for all that it is to hold, as an operator decides who accepts that the rest is lost: from the
     * next load on it is not so any more that it {@link #mayHaveForgotten()} something.
     *
     * @throws IllegalStateException when the log is not fenced.
     * @throws IOException           when something cannot be written.
     */
    public void acceptLoss() throws IOException {
        log.structure().lock();
        try {
            log.fencing().requireFenced();
            log.lifecycle().wake();
        } finally {
            log.structure().unlock();
        }
    }

    /**
     * Whether appending waits for room on the disk.
     *
     * @return true from a failure to get some until it is there.
     */
    public boolean isStorageFull() {
        return log.isStorageFull();
    }

    /**
     * A cursor over whole batches.
     *
     * @param offset at which it begins; if no batch begins there, with the batch that holds it.
     * @return for the use of one thread.
     */
    public BatchCursor batches(final long offset) {
        return new BatchCursor(log, log.takeSlot(), offset);
    }
}
