/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.storage.MappedRegion;
import io.taffrail.storage.Storage;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Builds the next segment of a log in slices: zeros written through the file, so that a full disk is an exception here
 * and never a fault under a publisher's store; then the mapping, touched page by page.
 *
 * <p>Threading: the frontier, under the log's structure lock.
 */
final class SpareBuilder {
    static final int PAGE = 4096;

    private static final int SLICE = 4 << 20;
    /** Small enough to stay in a core's second-level cache while it is copied over and over. */
    private static final int WRITE = 128 << 10;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(WRITE).asReadOnlyBuffer();

    private final Storage storage;
    private final Path directory;
    private final long logId;
    private StorageFile file;
    private MappedRegion region;
    private int length;
    private int zeroed;
    private int touched;
    private long number;

    SpareBuilder(final Storage storage, final Path directory, final long logId) {
        this.storage = storage;
        this.directory = directory;
        this.logId = logId;
    }

    boolean isBuilding() {
        return file != null;
    }

    int length() {
        return length;
    }

    void begin(final int newLength) throws IOException {
        length = newLength;
        zeroed = 0;
        touched = 0;
        Path path;
        do {
            path = directory.resolve(SegmentFiles.SPARE_PREFIX + number++ + SegmentFiles.SPARE_SUFFIX);
        } while (storage.exists(path));
        file = storage.create(path);
    }

    /**
     * Do a slice of the work.
     *
     * @param isForced whether file and name must be durable before the spare is used.
     * @param slots    byte buffers to prepare for threads.
     * @return the finished tail, or null while there is more to do.
     * @throws IOException when the disk is full, for example; nothing is left behind.
     */
    ActiveTail build(final boolean isForced, final int slots) throws IOException {
        try {
            if (zeroed < length) {
                zero();
                return null;
            }
            if (region == null) {
                region = file.map(length, true);
            }
            if (touched < length) {
                touch();
                return null;
            }
            if (isForced) {
                file.force();
                storage.forceDirectory(directory);
            }
        } catch (final IOException ex) {
            discard();
            throw ex;
        }
        final Segment segment = new Segment(file, region, new SegmentIdentity(logId), length, slots);
        segment.prepareStamp();
        file = null;
        region = null;
        return ActiveTail.over(segment);
    }

    /** Give up what was begun. */
    void discard() throws IOException {
        final StorageFile begun = file;
        if (begun != null) {
            file = null;
            if (region != null) {
                region.unmap();
                region = null;
            }
            begun.close();
            storage.delete(begun.path());
        }
    }

    private void zero() throws IOException {
        final int sliceEnd = Math.min(length, zeroed + SLICE);
        while (zeroed < sliceEnd) {
            final int part = Math.min(WRITE, sliceEnd - zeroed);
            file.write(ZEROS.duplicate().limit(part), zeroed);
            zeroed += part;
        }
    }

    private void touch() {
        final int sliceEnd = Math.min(length, touched + SLICE);
        touched = touch(region.buffer(), touched, sliceEnd);
    }

    /**
     * Make pages writable without changing them: an atomic addition of nothing, which cannot lose a store that another
     * thread makes at the same moment.
     *
     * @return where it stopped.
     */
    static int touch(final UnsafeBuffer buffer, final int from, final int to) {
        for (int position = from; position < to; position += PAGE) {
            buffer.getAndAddInt(position, 0);
        }
        return to;
    }

    /** Length of the segment after one of this length: four times, up to the configured one. */
    static int grownLength(final int present, final int configured) {
        return (int) Math.min(configured, present * 4L);
    }

    /** Smallest power of two, page-aligned by that, in which a batch takes at most a quarter. */
    static int lengthFor(final int batchBytes, final int configured) {
        final long wanted = (batchBytes + (long) LogFormat.SEGMENT_HEADER_LENGTH) * 4;
        long power = 1 << 16;
        while (power < wanted) {
            power *= 2;
        }
        return (int) Math.min(power, configured);
    }
}
