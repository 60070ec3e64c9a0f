/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/**
 * All that a log knows of replication: up to where it is committed and how far publishing may run ahead of that. Who may
 * append is decided by {@link PartitionLog#fence()} and {@link PartitionLog#beginTerm(int)}.
 *
 * <p>Threading: called from any thread; must not block or allocate.
 */
public interface Replication {
    /** What a log answers that deletes by its own settings. */
    long OWN_RETENTION = -1;

    /** No replication: all that is contiguous is committed, and publishing is bounded by the disk alone. */
    Replication NONE = new Replication() {
        @Override
        public long highWatermark() {
            return Long.MAX_VALUE;
        }

        @Override
        public long appendLimitBytes() {
            return Long.MAX_VALUE;
        }

        @Override
        public long refusal() {
            return 0;
        }

        @Override
        public long keptFrom() {
            return OWN_RETENTION;
        }

        @Override
        public boolean isReplicated() {
            return false;
        }
    };

    /**
     * First offset that is not committed: readers stop before it.
     *
     * @return an offset that never goes back; {@link Long#MAX_VALUE} for all that is contiguous.
     */
    long highWatermark();

    /**
     * How many bytes of batches the log may hold, from its very beginning, before publishing is held back. When it
     * grows, call {@link PartitionLog#onAppendLimit()}.
     *
     * @return bytes; {@link Long#MAX_VALUE} for no limit.
     */
    long appendLimitBytes();

    /**
     * What a publisher is answered at once when {@link #appendLimitBytes()} holds it back.
     *
     * @return a negative {@link PublishResult}, such as {@link PublishResult#NOT_ENOUGH_REPLICAS}; 0 to have it wait for
     *     the limit to grow, and answer {@link PublishResult#BACK_PRESSURED} if that takes too long.
     */
    long refusal();

    /**
     * Up to where retention may delete in a copy: a follower keeps what its leader keeps, whatever its own clock and
     * settings say.
     *
     * @return first offset to keep, at or before the high watermark; {@link #OWN_RETENTION} where this log decides.
     */
    long keptFrom();

    /**
     * Whether other copies of this log exist: recovery then cuts at the first hole instead of filling it, since the
     * leader knows better, and leaves the term to elections.
     *
     * @return true if so.
     */
    boolean isReplicated();
}
