/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import java.nio.file.Path;
import java.util.List;

/** What a {@link LogInspector} tells of the files of a log: plain values, none of which is kept or changed by it. */
public final class LogFacts {
    private LogFacts() {}

    /** How bad a finding is. */
    public enum Severity {
        /** Bytes are not what they must be, and no crash explains it. */
        DAMAGE,
        /** What a running engine or a crash leaves at the tail; the next open makes it sound. */
        UNCLEAN,
        /** Worth knowing; nothing depends on it. */
        NOTE
    }

    /** Whether a segment file is part of the log. */
    public enum Role {
        /** On the chain of segments that is the log. */
        LOG,
        /** Left by a crash or about to be used; deleted or taken up by the engine. */
        LEFTOVER
    }

    /**
     * Something that is not as in a log that was closed in order.
     *
     * @param severity how bad it is.
     * @param path     of the file.
     * @param position in the file, in bytes: where it begins.
     * @param message  what was expected, what was found, and why that may be.
     */
    public record Finding(Severity severity, Path path, long position, String message) {}

    /**
     * The control file.
     *
     * @param path            of the file.
     * @param logId           of the log.
     * @param checkpoint      the newest sound checkpoint, or null.
     * @param isSameBoot      whether this boot of the operating system wrote the checkpoint.
     * @param manifestVersion live: version of the manifest in use.
     * @param logStartOffset  live: first offset kept.
     * @param endOffset       live: first offset not contiguously committed.
     * @param durableOffset   live: first offset not known to be durable.
     * @param highWatermark   live: first offset that readers do not see; {@link Long#MAX_VALUE} for no bound.
     */
    public record Control(
            Path path,
            long logId,
            CheckpointFacts checkpoint,
            boolean isSameBoot,
            long manifestVersion,
            long logStartOffset,
            long endOffset,
            long durableOffset,
            long highWatermark) {}

    /**
     * A checkpoint.
     *
     * @param isClean        nothing was published since.
     * @param bootId         of the boot that wrote it.
     * @param term           present term.
     * @param logStartOffset first offset kept.
     * @param endOffset      end of the log, valid when clean.
     * @param generation     of the last segment, 0 for none.
     * @param endPosition    end of the log in the last segment, valid when clean.
     */
    public record CheckpointFacts(
            boolean isClean,
            String bootId,
            int term,
            long logStartOffset,
            long endOffset,
            long generation,
            long endPosition) {}

    /**
     * The manifest.
     *
     * @param path           of the file.
     * @param version        grows with every replacement.
     * @param logId          of the log.
     * @param logStartOffset first offset kept.
     * @param segments       in order.
     * @param terms          in order.
     */
    public record ManifestFacts(
            Path path,
            long version,
            long logId,
            long logStartOffset,
            List<ListedSegment> segments,
            List<TermStart> terms) {}

    /**
     * A segment as the manifest lists it.
     *
     * @param generation   of the segment.
     * @param baseOffset   of its first record.
     * @param length       of the file, in bytes.
     * @param endPosition  where it ends, -1 for the last one.
     * @param maxTimestamp newest timestamp in nanoseconds since the epoch, valid once it ended.
     */
    public record ListedSegment(long generation, long baseOffset, int length, int endPosition, long maxTimestamp) {}

    /**
     * Where a term began.
     *
     * @param term        the term.
     * @param startOffset its first offset.
     */
    public record TermStart(int term, long startOffset) {}

    /**
     * A segment file with a sound header.
     *
     * @param path               of the file.
     * @param role               whether it is part of the log.
     * @param logId              of the log.
     * @param generation         of the segment.
     * @param baseOffset         of its first record.
     * @param previousGeneration of the segment before, 0 for none.
     * @param previousEnd        position at which the segment before ends.
     * @param length             of the file, in bytes.
     * @param term               in which it was begun.
     * @param endPosition        where its successor says that it ends, -1 for the last one.
     * @param durableOffset      of its durable mark, -1 without one.
     * @param durablePosition    of its durable mark, -1 without one.
     * @param cleanOffset        first offset that is not clean in a compacted segment, -1 in any other.
     */
    public record SegmentFacts(
            Path path,
            Role role,
            long logId,
            long generation,
            long baseOffset,
            long previousGeneration,
            long previousEnd,
            int length,
            int term,
            int endPosition,
            long durableOffset,
            long durablePosition,
            long cleanOffset) {
        /**
         * Whether it takes the place of others, of which records were dropped.
         *
         * @return true if so.
         */
        public boolean isCompacted() {
            return cleanOffset >= 0;
        }
    }

    /**
     * A batch, void or filler.
     *
     * @param position      in the file, in bytes.
     * @param length        in bytes, without padding.
     * @param baseOffset    of its first record.
     * @param lastOffset    of its last record; baseOffset - 1 for a filler.
     * @param term          in which it was written.
     * @param attributes    bits, see the format.
     * @param recordCount   0 for a void or a filler.
     * @param baseTimestamp nanoseconds since the epoch.
     * @param maxTimestamp  nanoseconds since the epoch.
     * @param producerId    -1 without idempotence.
     * @param producerEpoch -1 without idempotence.
     * @param endMarker     what a control batch says, or null for any other one.
     * @param crc           as stored.
     * @param isCrcRight    whether the bytes agree with it.
     */
    public record Batch(
            int position,
            int length,
            long baseOffset,
            long lastOffset,
            int term,
            int attributes,
            int recordCount,
            long baseTimestamp,
            long maxTimestamp,
            long producerId,
            int producerEpoch,
            EndMarkerFacts endMarker,
            int crc,
            boolean isCrcRight) {
        /**
         * Whether it stands for offsets without records.
         *
         * @return true for a void.
         */
        public boolean isVoid() {
            return BatchHeader.isVoid(attributes);
        }

        /**
         * Whether a producer with an id wrote it, or a coordinator in its name.
         *
         * @return true for idempotent and transactional producers, and for end markers.
         */
        public boolean isOfProducer() {
            return producerId >= 0 && !isVoid() && !isFiller();
        }

        /**
         * Whether it ends its segment.
         *
         * @return true for a filler.
         */
        public boolean isFiller() {
            return BatchHeader.isFiller(attributes);
        }
    }

    /**
     * What the record of a control batch says: how a transaction of its producer ended.
     *
     * @param isCommit        whether it was committed; else it was aborted.
     * @param coordinatorTerm term of the coordinator that decided.
     */
    public record EndMarkerFacts(boolean isCommit, int coordinatorTerm) {
        /**
         * How it ended, in a word.
         *
         * @return {@code commit} or {@code abort}.
         */
        public String text() {
            return isCommit ? "commit" : "abort";
        }
    }

    /**
     * Where the batches of a segment end.
     *
     * @param path     of the file.
     * @param position of the end, in bytes.
     * @param offset   first offset after it.
     * @param batches  sound batches and voids seen, fillers left out.
     * @param records  in them.
     */
    public record SegmentEnd(Path path, int position, long offset, long batches, long records) {}

    /**
     * An index file with a right checksum.
     *
     * @param path         of the file.
     * @param generation   of its segment.
     * @param baseOffset   of its segment.
     * @param endOffset    first offset after what it covers.
     * @param endPosition  position at which that ends.
     * @param maxTimestamp newest timestamp in nanoseconds since the epoch.
     * @param entries      how many.
     */
    public record IndexFacts(
            Path path,
            long generation,
            long baseOffset,
            long endOffset,
            long endPosition,
            long maxTimestamp,
            int entries) {}

    /**
     * An entry of an index.
     *
     * @param baseOffset         of a batch.
     * @param position           of that batch.
     * @param maxTimestampBefore newest timestamp of the segment before it, nanoseconds since the epoch.
     */
    public record IndexEntry(long baseOffset, long position, long maxTimestampBefore) {}
}
