/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

/**
 * Which producer speaks for a transactional id, and which ones did before: enough to know a request that is asked again from
 * one of a producer that was replaced. Immutable; each step makes a new one. Epochs of an id only grow; when they are
 * exhausted, a new id takes over (KIP-360, KIP-890).
 *
 * @param id         producer id, 0 or more.
 * @param epoch      of the producer, 0 or more. {@link #MAX_EPOCH} stands on markers alone and is never given to a producer.
 * @param lastEpoch  the epoch before, of the same producer; {@link #NO_EPOCH} where there is none, or it was another one's.
 * @param previousId producer id before the last step; mostly the same. {@link #NO_ID} before the first.
 * @param nextId     producer id that takes over when the markers are written; {@link #NO_ID} unless the epochs are exhausted.
 */
public record ProducerIdentity(long id, short epoch, short lastEpoch, long previousId, long nextId) {
    /** No producer id. */
    public static final long NO_ID = -1;
    /** No epoch. */
    public static final short NO_EPOCH = -1;
    /** The last epoch of an id. */
    public static final short MAX_EPOCH = Short.MAX_VALUE;

    /** Checks the values. */
    public ProducerIdentity {
        if (id < 0 || epoch < 0) {
            throw new IllegalArgumentException("producerId=" + id + " epoch=" + epoch + " must not be negative");
        }
    }

    static ProducerIdentity first(final long id) {
        return new ProducerIdentity(id, (short) 0, NO_EPOCH, NO_ID, NO_ID);
    }

    /** Whether no producer may have an epoch after this one: the one above it is for the marker that fences. */
    static boolean isExhausted(final short epoch) {
        return epoch >= MAX_EPOCH - 1;
    }

    boolean isExhausted() {
        return isExhausted(epoch);
    }

    boolean is(final long otherId, final short otherEpoch) {
        return id == otherId && epoch == otherEpoch;
    }

    /** Whether a producer may name itself so to get its next epoch: the present one, or one whose answer was lost. */
    boolean isKnownAs(final long expectedId, final short expectedEpoch) {
        return expectedId == id || expectedId == previousId && isExhausted(expectedEpoch);
    }

    /** Whether a producer of this name ended the last transaction, and may have missed the answer. */
    boolean hasEndedAs(final long endedId, final short endedEpoch) {
        return endedId == id && endedEpoch + 1 == epoch
                || endedId == previousId && endedEpoch == MAX_EPOCH - 1 && epoch == 0;
    }

    /** The next epoch; of the same producer, or of one that takes its place. */
    ProducerIdentity bumped(final boolean isSameProducer) {
        return new ProducerIdentity(id, (short) (epoch + 1), isSameProducer ? epoch : NO_EPOCH, id, NO_ID);
    }

    /** The first epoch of a new id; for the same producer, or for one that takes its place. */
    ProducerIdentity rotated(final long newId, final boolean isSameProducer) {
        return new ProducerIdentity(newId, (short) 0, isSameProducer ? epoch : NO_EPOCH, id, NO_ID);
    }

    /** The same producer goes on: what was before it is no longer asked for. */
    ProducerIdentity settled() {
        return new ProducerIdentity(id, epoch, lastEpoch, id, NO_ID);
    }

    /** The markers' epoch is one above the producer's, so that nothing of it comes in after them. */
    ProducerIdentity ending(final long takesOver) {
        return new ProducerIdentity(id, (short) (epoch + 1), epoch, id, takesOver);
    }

    /** Another id takes over when the markers are written. */
    ProducerIdentity takenOverBy(final long newId) {
        return new ProducerIdentity(id, epoch, lastEpoch, previousId, newId);
    }

    /** The markers are written: the producer goes on with their epoch, or with the id that takes over. */
    ProducerIdentity ended() {
        return nextId == NO_ID ? settled() : new ProducerIdentity(nextId, (short) 0, lastEpoch, id, NO_ID);
    }
}
