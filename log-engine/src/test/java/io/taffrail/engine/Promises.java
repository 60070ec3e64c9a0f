/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a log owes to those who published to it and read it, over many lives of the process: what the last check found
 * and, since then, what the notes of each life say.
 */
final class Promises {
    private final long retentionBytes;
    private final boolean isSync;
    private final Map<Long, LifeValue.Found> owed = new HashMap<>();
    private final Map<Integer, LifeNotes> lives = new HashMap<>();
    private long end;
    private int term;
    private long checkedRecords;
    private long acknowledgedRecords;
    private long unansweredRecords;
    private long voidOffsets;
    private long lostRecords;

    Promises(final long retentionBytes, final boolean isSync) {
        this.retentionBytes = retentionBytes;
        this.isSync = isSync;
    }

    /** A life ended. */
    void add(final int life, final LifeNotes notes) {
        lives.put(life, notes);
    }

    /** The process was killed, maybe several times: all that was acknowledged or seen must be there. */
    void checkAfterKill(final Holdings holdings) {
        check(holdings, Long.MAX_VALUE);
        assertTrue(
                holdings == null || holdings.start() == 0 || holdings.segmentBytes() >= retentionBytes,
                () -> "retention took too much: bytes=" + holdings.segmentBytes() + " start=" + holdings.start());
    }

    /** The power went: what was durable must be there, and everything that was acknowledged up to where the log ends. */
    void checkAfterPowerLoss(final Holdings holdings) {
        long durable = end;
        for (final LifeNotes notes : lives.values()) {
            durable = Math.max(durable, notes.durable());
            for (int lane = 0; isSync && lane < LifeNotes.PUBLISHERS; lane++) {
                for (final LifeNotes.Note note : notes.notes(lane)) {
                    if (note.kind() == LifeNotes.Kind.ACKNOWLEDGED) {
                        durable = Math.max(durable, note.offset() + 1);
                    }
                }
            }
        }
        check(holdings, durable);
    }

    private void check(final Holdings holdings, final long promisedTo) {
        if (holdings == null) {
            assertTrue(end == 0 && lives.values().stream().allMatch(notes -> notes.term() == 0), "the topic is gone");
            return;
        }
        final Map<Long, LifeValue.Found> found = new HashMap<>();
        holdings.found.forEach(one -> found.put(one.offset(), one));
        final long cut = promisedTo == Long.MAX_VALUE ? Long.MAX_VALUE : holdings.end();
        assertTrue(
                holdings.end() >= Math.min(promisedTo, Math.max(end, highestNoted() + 1)),
                () -> "the log ends too soon: endOffset=" + holdings.end() + " promised=" + promisedTo);
        owed.forEach((offset, one) -> {
            if (offset >= holdings.start()) {
                assertEquals(one, found.get(offset), "what was found before is not as it was");
            }
        });
        final Set<List<Long>> aborted = new HashSet<>();
        final Map<List<Long>, LifeNotes.Note> acknowledged = new HashMap<>();
        for (final LifeNotes notes : lives.values()) {
            for (int lane = 0; lane <= LifeNotes.READER; lane++) {
                for (final LifeNotes.Note note : notes.notes(lane)) {
                    final List<Long> key = List.of((long) note.life(), (long) note.lane(), note.number());
                    if (note.kind() == LifeNotes.Kind.ABORTING) {
                        aborted.add(key);
                    } else {
                        checkOwed(note, found, holdings.start(), cut);
                        if (note.kind() == LifeNotes.Kind.ACKNOWLEDGED) {
                            acknowledged.put(key, note);
                        }
                    }
                }
            }
        }
        checkFound(holdings, aborted, acknowledged);
        checkTerm(holdings);
        settle(holdings, acknowledged.size());
    }

    private void checkOwed(
            final LifeNotes.Note note, final Map<Long, LifeValue.Found> found, final long start, final long cut) {
        if (note.offset() >= cut) {
            lostRecords += note.kind() == LifeNotes.Kind.ACKNOWLEDGED ? 1 : 0;
        } else if (note.offset() >= start) {
            final LifeValue.Found there = found.get(note.offset());
            assertNotNull(there, () -> "lost: " + note);
            assertTrue(there.isSame(note), () -> "expected " + note + ", found " + there);
        }
    }

    /** In order, once, nothing that was aborted or refused; what was not answered is the last attempt of its lane. */
    private void checkFound(
            final Holdings holdings,
            final Set<List<Long>> aborted,
            final Map<List<Long>, LifeNotes.Note> acknowledged) {
        final long[][] last = new long[LifeNotes.PUBLISHERS][];
        LifeValue.Found before = null;
        for (final LifeValue.Found one : holdings.found) {
            assertTrue(before == null || one.offset() > before.offset() && one.term() >= before.term(), "order");
            before = one;
            final long[] previous = last[one.lane()];
            assertTrue(
                    previous == null
                            || one.life() > previous[0]
                            || one.life() == previous[0] && one.number() > previous[1],
                    () -> "twice or out of order: " + one);
            last[one.lane()] = new long[] {one.life(), one.number()};
            final LifeNotes notes = lives.get(one.life());
            if (owed.containsKey(one.offset())) {
                continue;
            }
            assertNotNull(notes, () -> "published in a life long gone, and never seen before: " + one);
            final List<Long> key = List.of((long) one.life(), (long) one.lane(), one.number());
            assertTrue(one.number() < notes.attempts(one.lane()), () -> "never published: " + one);
            assertTrue(!aborted.contains(key), () -> "aborted: " + one);
            final LifeNotes.Note note = acknowledged.get(key);
            if (note == null) {
                final long answered = lastAnswered(notes, one.lane());
                assertTrue(one.number() > answered, () -> "was not answered with an offset: " + one);
                unansweredRecords++;
            } else {
                assertEquals(note.offset(), one.offset(), "acknowledged at another offset");
            }
        }
    }

    private static long lastAnswered(final LifeNotes notes, final int lane) {
        final List<LifeNotes.Note> all = notes.notes(lane);
        return all.isEmpty() ? -1 : all.get(all.size() - 1).number();
    }

    /** Each life that published is followed by another term; one that only opened the log need not be. */
    private void checkTerm(final Holdings holdings) {
        int least = term;
        for (final LifeNotes notes : lives.values()) {
            boolean hasPublished = false;
            for (int lane = 0; lane < LifeNotes.PUBLISHERS; lane++) {
                hasPublished |= notes.count(lane) > 0;
            }
            least = Math.max(least, hasPublished ? notes.term() + 1 : notes.term());
        }
        final int expected = least;
        assertTrue(holdings.term() >= expected, () -> "term=" + holdings.term() + " expected at least " + expected);
    }

    private long highestNoted() {
        long highest = -1;
        for (final LifeNotes notes : lives.values()) {
            for (int lane = 0; lane <= LifeNotes.READER; lane++) {
                for (final LifeNotes.Note note : notes.notes(lane)) {
                    highest = note.kind() == LifeNotes.Kind.ABORTING ? highest : Math.max(highest, note.offset());
                }
            }
        }
        return highest;
    }

    private void settle(final Holdings holdings, final int acknowledged) {
        voidOffsets += Math.max(0, holdings.end() - Math.max(end, holdings.start()))
                - holdings.found.stream().filter(one -> one.offset() >= end).count();
        checkedRecords += holdings.found.size();
        acknowledgedRecords += acknowledged;
        owed.clear();
        holdings.found.forEach(one -> owed.put(one.offset(), one));
        lives.clear();
        end = holdings.end();
        term = holdings.term();
    }

    @Override
    public String toString() {
        return "acknowledged=" + acknowledgedRecords + " checked=" + checkedRecords + " unanswered=" + unansweredRecords
                + " voids=" + voidOffsets + " lostAsAllowed=" + lostRecords + " endOffset=" + end + " term=" + term;
    }
}
