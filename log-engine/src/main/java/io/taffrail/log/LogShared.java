/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.settings.CompressionType;
import io.taffrail.settings.Durability;
import io.taffrail.settings.TimestampType;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the parts of one log share: what the log was given, its settings, its segments, its control file, and the numbers
 * by which threads are known that append to it or read it.
 *
 * <p>Threading: settings and slots may be read by any thread; segments, control file and idle end change under the
 * structure lock.
 */
abstract class LogShared implements ReadableLog {
    private static final int MAX_BATCH = 16 << 20;
    private static final int SPARE_SLOTS = 2;

    private final LogContext context;
    private final ReentrantLock structure = new ReentrantLock();
    private final Catalog catalog = new Catalog();
    private final ProducerGates producers = new ProducerGates();
    private final CompactionState compaction = new CompactionState();
    private final BitSet usedSlots = new BitSet();
    private volatile TopicSettings settings;
    private volatile int attributes;
    private volatile int maxBatchLength;
    private volatile int maxKeylessLength;
    private volatile int slots = SPARE_SLOTS;
    private volatile boolean isSync;
    private volatile CompressionType compression;
    private volatile LogEnd idleEnd = LogEnd.EMPTY;
    private volatile ControlFile control;
    private volatile int follower;
    private int lastFollower;
    private volatile int cuts;
    private volatile long knownHighWatermark;
    private volatile boolean mayHaveForgotten;

    LogShared(final LogContext context, final TopicSettings settings) {
        this.context = context;
        take(settings);
        usedSlots.set(0, SPARE_SLOTS);
    }

    private void take(final TopicSettings newSettings) {
        settings = newSettings;
        attributes =
                newSettings.timestampType() == TimestampType.LOG_APPEND_TIME ? LogFormat.ATTRIBUTE_LOG_APPEND_TIME : 0;
        maxBatchLength = Math.min(MAX_BATCH, Math.min(newSettings.maxMessageBytes(), newSettings.segmentBytes() / 4));
        maxKeylessLength = newSettings.isCompacted() ? -1 : maxBatchLength;
        isSync = newSettings.durability() == Durability.SYNC;
        compression = newSettings.compressionType();
    }

    /** How batches are compressed that are published from now on. */
    CompressionType compression() {
        return compression;
    }

    boolean isSync() {
        return isSync;
    }

    LogContext context() {
        return context;
    }

    /**
     * Take changed settings over, while running.
     *
     * @param newSettings of the topic.
     */
    public void onSettings(final TopicSettings newSettings) {
        take(newSettings);
    }

    /**
     * Topic and partition, as the directory is named.
     *
     * @return the name.
     */
    public String name() {
        return context.directory().getFileName().toString();
    }

    /**
     * Forget an idempotent producer when it was not seen for so long; a day unless this is called.
     *
     * @param expirationMs in milliseconds, 1 or more.
     */
    public void forgetProducersAfter(final long expirationMs) {
        producers.expireAfter(TimeUnit.MILLISECONDS.toNanos(expirationMs));
    }

    /**
     * Whether it has replicas elsewhere.
     *
     * @return what it was told when it was made.
     */
    public boolean isReplicated() {
        return context.replication().isReplicated();
    }

    ProducerGates producers() {
        return producers;
    }

    @Override
    public Segment floor(final long offset) {
        return catalog.floor(offset);
    }

    @Override
    public Segment next(final Segment segment) {
        return segment.isEnded() ? segment.next() : null;
    }

    @Override
    public void refresh() {
        // what this process does it knows
    }

    @Override
    public Segment last() {
        final Segment[] all = catalog.withRolls();
        return all.length == 0 ? null : all[all.length - 1];
    }

    @Override
    public Segment[] segments() {
        return catalog.withRolls();
    }

    @Override
    public SparseIndex index(final Segment segment) throws IOException {
        final SparseIndex present = segment.index();
        return present != null ? present : loadIndex(segment);
    }

    /**
     * One thread at a time: what was read must not take the place of an index that was made meanwhile, which the cursor
     * goes on filling.
     */
    private SparseIndex loadIndex(final Segment segment) throws IOException {
        synchronized (segment) {
            if (segment.index() == null) {
                segment.index(IndexFile.read(storage(), directory(), segment, endPosition(segment)));
            }
            return segment.index();
        }
    }

    /** See that a segment that ends there has an index: the present one, that of its file, or a new one. */
    final void requireIndex(final Segment segment, final int endPosition) throws IOException {
        synchronized (segment) {
            if (index(segment) == null) {
                segment.index(IndexBuilder.build(storage(), segment, endPosition, logId(), indexIntervalBytes()));
            }
        }
    }

    @Override
    public Storage storage() {
        return context.storage();
    }

    @Override
    public long logId() {
        return context.logId();
    }

    @Override
    public void freeSlot(final int slot) {
        synchronized (usedSlots) {
            usedSlots.clear(slot);
        }
    }

    void idleEnd(final LogEnd end) {
        idleEnd = end;
    }

    LogEnd idleEnd() {
        return idleEnd;
    }

    /** The number of the follower that alone may append, 0 while publishers may. Changes while the log is fenced. */
    int follower() {
        return follower;
    }

    void follower(final int number) {
        follower = number;
        lastFollower = Math.max(lastFollower, number);
    }

    /** A number that no follower had yet; under the structure lock. */
    int nextFollower() {
        return lastFollower + 1;
    }

    /** Whether batches come from another node, and publishers are refused. */
    boolean isFollowing() {
        return follower != 0;
    }

    /** How often the log was truncated: who reads it raw has to begin again. */
    int cuts() {
        return cuts;
    }

    /** Under the structure lock. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void onCut() {
        cuts++;
    }

    /** What was committed for sure: found at load, raised by replication since. Unreplicated logs know none. */
    long knownHighWatermark() {
        if (!context.replication().isReplicated()) {
            return context.replication().highWatermark();
        }
        return Math.max(knownHighWatermark, context.replication().highWatermark());
    }

    void knownHighWatermark(final long offset) {
        knownHighWatermark = offset;
    }

    /** Whether a crash of the operating system may have taken what this replica had acknowledged; known by the load. */
    boolean mayHaveForgotten() {
        return mayHaveForgotten;
    }

    void mayHaveForgotten(final boolean isSo) {
        mayHaveForgotten = isSo;
    }

    /** How far publishers' claims may begin in a segment, by what replication allows. */
    int limitPosition(final Segment segment) {
        if (isFollowing()) {
            return -1;
        }
        final long limit = context.replication().appendLimitBytes();
        if (limit == Long.MAX_VALUE) {
            return segment.length();
        }
        final long inSegment = limit - segment.startBytes() + LogFormat.SEGMENT_HEADER_LENGTH;
        return (int) Math.max(-1, Math.min(segment.length(), inSegment));
    }

    int segmentLengthFor(final int batchBytes) {
        return SpareBuilder.lengthFor(batchBytes, segmentBytes());
    }

    /** Whether files and names must be durable before they are used. */
    boolean isForcedAhead() {
        return settings.durability() != Durability.ASYNC;
    }

    void discard(final ActiveTail unused) throws IOException {
        final Segment segment = unused.segment;
        segment.retire();
        segment.tryUnmap();
        storage().delete(segment.path());
    }

    void onError(final Throwable error) {
        context.onError().accept(error);
    }

    int takeSlot() {
        synchronized (usedSlots) {
            final int slot = usedSlots.nextClearBit(0);
            usedSlots.set(slot);
            slots = Math.max(slots, slot + 1);
            return slot;
        }
    }

    int slots() {
        return slots;
    }

    int indexIntervalBytes() {
        return settings.indexIntervalBytes();
    }

    int segmentBytes() {
        return settings.segmentBytes();
    }

    TopicSettings settings() {
        return settings;
    }

    int attributes() {
        return attributes;
    }

    boolean isLogAppendTime() {
        return attributes != 0;
    }

    int maxBatchLength() {
        return maxBatchLength;
    }

    /** Largest batch in which a record has no key, -1 where each must have one. */
    int maxKeylessLength() {
        return maxKeylessLength;
    }

    long nowNs() {
        return context.clock().nanoTime();
    }

    Path directory() {
        return context.directory();
    }

    Replication replication() {
        return context.replication();
    }

    ControlFile control() {
        return control;
    }

    void control(final ControlFile open) {
        control = open;
    }

    CompactionState compaction() {
        return compaction;
    }

    ReentrantLock structure() {
        return structure;
    }

    Catalog catalog() {
        return catalog;
    }
}
