/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.storage.MappedRegion;
import io.taffrail.storage.NativeBuffer;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * One segment file of a log, as the process that owns the log knows it.
 *
 * <p>Its mapping is there while the segment is hot: being appended to, or not yet followed to its end by the cursor, or
 * held by a reader. {@link #tryRetain()} and {@link #release()} keep a reader's hold; when the log no longer needs the
 * mapping itself ({@link #retire()}), {@link #tryUnmap()} drops it once no reader holds it.
 *
 * <p>Threading: identity is fixed before the segment is published; the end is stored once by the thread that rolled or
 * fenced, with release; holds may come from any thread.
 */
final class Segment {
    static final long UNKNOWN = -1;

    private static final int DROPPED = Integer.MIN_VALUE;
    private static final VarHandle HOLDS;

    static {
        try {
            HOLDS = MethodHandles.lookup().findVarHandle(Segment.class, "holds", int.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    private final int length;
    private final SegmentIdentity identity;
    private volatile Path path;
    private volatile StorageFile file;
    private MappedRegion region;
    private ByteBuffer[] duplicates;
    private RollStamp stamp;
    private long startBytes;
    private volatile boolean isNameDurable;
    private volatile int holds;
    private volatile boolean isRetired;
    private volatile boolean isPinned;
    private volatile boolean isCutOff;
    private boolean isTidy;
    private boolean isMarked;
    private volatile Segment next;
    private long endOffset = UNKNOWN;
    private volatile int endPosition = (int) UNKNOWN;
    private volatile long maxTimestamp = Long.MIN_VALUE;
    private volatile long sealedAtNs;
    private volatile SparseIndex index;
    private ByteBuffer producers;

    /**
     * A segment whose file is open and mapped.
     *
     * @param slots how many threads find a byte buffer of their own over it without allocating one.
     */
    Segment(
            final StorageFile file,
            final MappedRegion region,
            final SegmentIdentity identity,
            final int length,
            final int slots) {
        this.file = file;
        this.length = length;
        this.path = file.path();
        this.identity = identity;
        this.index = new SparseIndex();
        mapped(region, slots);
    }

    /** A segment known by its header only: not open, not mapped. */
    Segment(final Path path, final int length, final SegmentIdentity identity) {
        this.path = path;
        this.length = length;
        this.identity = identity;
        this.holds = DROPPED;
    }

    SegmentIdentity identity() {
        return identity;
    }

    long baseOffset() {
        return identity.baseOffset;
    }

    long generation() {
        return identity.generation;
    }

    /** Whether it takes the place of others, of which records were dropped. */
    boolean isCompacted() {
        return identity.compaction != null;
    }

    /** The highest generation by which the header of the segment behind it may name it. */
    long nameOnChain() {
        return isCompacted() ? identity.compaction.replacedGeneration() : identity.generation;
    }

    /** Where it ends by the header of the segment behind it, which knows nothing of a compaction that came later. */
    int endBefore(final Segment following) {
        return isCompacted() && following.identity.previousGeneration != identity.generation
                ? identity.compaction.endPosition()
                : (int) following.identity.previousEnd;
    }

    /** Bytes of the file, header included. */
    int length() {
        return length;
    }

    Path path() {
        return path;
    }

    void path(final Path newPath) {
        path = newPath;
    }

    /** The log goes on without this segment, though readers may stand in it: it was cut off, or another took its place. */
    void cutOff() {
        isCutOff = true;
    }

    /** Read behind the high watermark: what that covers by then stands elsewhere if this is so. */
    boolean isCutOff() {
        return isCutOff;
    }

    /** Open the file once more, the caller's to close; a roll may just be giving it its name. */
    StorageFile reopen(final Storage storage, final boolean isWritable) throws IOException {
        final Path present = path;
        try {
            return storage.open(present, isWritable);
        } catch (final NoSuchFileException ex) {
            return storage.open(present.resolveSibling(SegmentFiles.name(baseOffset(), generation())), isWritable);
        }
    }

    StorageFile file() {
        return file;
    }

    /** View of the mapping: for a publisher with a claim in it, or somebody who holds it. */
    NativeBuffer buffer() {
        return region.buffer();
    }

    /** Byte buffer over the mapping for the holder of a slot. */
    ByteBuffer duplicate(final int slot) {
        final ByteBuffer[] present = duplicates;
        return slot < present.length ? present[slot] : region.duplicate();
    }

    /** Write down ahead what a roll into this segment will write. */
    void prepareStamp() {
        stamp = new RollStamp(identity.logId, length);
    }

    /** For the one thread that holds the segment as a spare; null for other segments. */
    RollStamp stamp() {
        return stamp;
    }

    /** Bytes of batches in the log before this segment. */
    long startBytes() {
        return startBytes;
    }

    void startBytes(final long bytes) {
        startBytes = bytes;
    }

    /** Whether the directory was forced since the file got a name. */
    boolean isNameDurable() {
        return isNameDurable;
    }

    void nameDurable() {
        isNameDurable = true;
    }

    /** The log ended here, at this position and offset, and goes on in another segment. */
    void end(final int position, final long offset, final Segment successor) {
        endOffset = offset;
        next = successor;
        endPosition = position;
    }

    /** Position of the end, or -1 while it is open. */
    int endPosition() {
        return endPosition;
    }

    /** Offset at the end; valid once the end position is known. */
    long endOffset() {
        return endOffset;
    }

    boolean isEnded() {
        return endPosition != UNKNOWN;
    }

    /** The segment in which the log goes on, or null. */
    Segment next() {
        return next;
    }

    void next(final Segment successor) {
        next = successor;
    }

    long maxTimestamp() {
        return maxTimestamp;
    }

    void maxTimestamp(final long timestamp) {
        maxTimestamp = timestamp;
    }

    long sealedAtNs() {
        return sealedAtNs;
    }

    void sealedAtNs(final long timeNs) {
        sealedAtNs = timeNs;
    }

    /** Sparse index, or null where it was not loaded. */
    SparseIndex index() {
        return index;
    }

    void index(final SparseIndex newIndex) {
        index = newIndex;
    }

    /**
     * Bytes of the producers file that is to be written, null when there is no producer. Stored before
     * {@link #sealedAtNs(long)}, which whoever reads them has looked at.
     */
    ByteBuffer producers() {
        return producers;
    }

    void producers(final ByteBuffer bytes) {
        producers = bytes;
    }

    /** Whether its header holds a durable mark: an earlier force made it and all before it durable. */
    boolean isMarked() {
        return isMarked;
    }

    void isMarked(final boolean isFound) {
        isMarked = isFound;
    }

    /** Whether its index file was written and its mapping is waiting to be dropped. */
    boolean isTidy() {
        return isTidy;
    }

    void tidy() {
        isTidy = true;
    }

    /**
     * A revoked claim lies here, and its owner may still store to it: never unmap. The garbage collector does when the
     * last reference is gone.
     */
    void pin() {
        isPinned = true;
    }

    /** Keep the mapping from being dropped; false when it is gone. */
    boolean tryRetain() {
        for (; ; ) {
            final int present = holds;
            if (present < 0) {
                return false;
            }
            if (HOLDS.compareAndSet(this, present, present + 1)) {
                return true;
            }
        }
    }

    /** Give a hold back. */
    void release() {
        HOLDS.getAndAdd(this, -1);
    }

    boolean isMapped() {
        return holds >= 0;
    }

    /** The log itself needs the mapping no more. */
    void retire() {
        isRetired = true;
    }

    /** Unmap and close a retired segment that nobody holds; true when it is not mapped afterwards. */
    boolean tryUnmap() throws IOException {
        if (!isMapped()) {
            return true;
        }
        if (!isRetired || !HOLDS.compareAndSet(this, 0, DROPPED)) {
            return false;
        }
        if (!isPinned) {
            region.unmap();
            region = null;
            duplicates = null;
        }
        closeFile();
        return true;
    }

    /** Map again a segment that is appended to after it was dropped. */
    void remap(final StorageFile newFile, final MappedRegion newRegion, final int slots) {
        file = newFile;
        isRetired = false;
        isTidy = false;
        mapped(newRegion, slots);
        holds = 0;
    }

    private void mapped(final MappedRegion newRegion, final int slots) {
        final ByteBuffer[] made = new ByteBuffer[slots];
        for (int i = 0; i < slots; i++) {
            made[i] = newRegion.duplicate();
        }
        duplicates = made;
        region = newRegion;
    }

    private void closeFile() throws IOException {
        final StorageFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public String toString() {
        return "segment " + path + " " + identity;
    }
}
