/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/** What bytes at a position are that are not the batch expected there, by the rules of {@link Recovery}. */
enum WalkVerdict {
    /** An open claim, or the end of the log. */
    HOLE,
    /** No crash explains it. */
    DAMAGE,
    /** A power loss may explain it: recovery ends the log here. */
    CUT,
    /** The segment ends here in order. */
    END;

    /**
     * Judge.
     *
     * @param check      what the bytes were found to be.
     * @param isHere     whether the offset in them is the one expected.
     * @param isRequired whether a batch must be here, whatever crash there was.
     * @param isLast     whether no other segment says where this one ends.
     * @param state      of the partition; null for a file that is looked at alone.
     */
    static WalkVerdict of(
            final BatchCheck check,
            final boolean isHere,
            final boolean isRequired,
            final boolean isLast,
            final PartitionState state) {
        if (check == BatchCheck.FILLER && isLast && isHere) {
            return END;
        }
        if (isRequired) {
            return DAMAGE;
        }
        final boolean isClean = state != null && state.isClean();
        if (check == BatchCheck.EMPTY && isLast || isHole(check) && !isClean) {
            return HOLE;
        }
        return isHole(check) || state == null || state.isStrict() ? DAMAGE : CUT;
    }

    private static boolean isHole(final BatchCheck check) {
        return check == BatchCheck.EMPTY || check == BatchCheck.OPEN_CLAIM;
    }
}
