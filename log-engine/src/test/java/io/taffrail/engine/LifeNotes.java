/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a process that will be killed tells about itself, in a mapped file of its own: stores to it survive the death of
 * the process, and it lies on another file system than the one that loses its power. One lane for each publisher and one
 * for the reader; each is appended to by one thread, a note first, then the number of notes (release).
 *
 * <pre>
 *   file    | durable offset seen | term | lane 0 | lane 1 | ...
 *   lane    | attempts begun | notes | note 0 | note 1 | ...
 *   note    | number (8) | offset (8) | checksum (4) | kind (1), lane of the record (1), 0 (2) | life (4) | 0 (4)
 * </pre>
 */
final class LifeNotes {
    static final int PUBLISHERS = 3;
    static final int READER = PUBLISHERS;
    static final int CAPACITY = 1 << 16;

    private static final int HEADER = 128;
    private static final int NOTE = 32;
    private static final int LANE = HEADER + CAPACITY * NOTE;
    private static final int LENGTH = HEADER + (PUBLISHERS + 1) * LANE;
    private static final int TERM = 64;

    private final UnsafeBuffer buffer;

    private LifeNotes(final UnsafeBuffer buffer) {
        this.buffer = buffer;
    }

    /** What is noted about an attempt. */
    enum Kind {
        /** The publish answered with the offset. */
        ACKNOWLEDGED,
        /** The claim at the offset is about to be aborted. */
        ABORTING,
        /** The reader in the same process got it. */
        SEEN
    }

    /** A note. */
    record Note(Kind kind, int life, int lane, long number, long offset, int checksum) {}

    static LifeNotes open(final Path path) throws IOException {
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final MappedByteBuffer mapped = file.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH);
            return new LifeNotes(new UnsafeBuffer(mapped));
        }
    }

    /** An attempt begins; its number is never used again. */
    void attempt(final int lane, final long number) {
        buffer.putLongOrdered(lane(lane), number + 1);
    }

    /** All numbers below were attempted. */
    long attempts(final int lane) {
        return buffer.getLongVolatile(lane(lane));
    }

    boolean hasRoom(final int lane, final int notes) {
        return buffer.getLong(lane(lane) + 8) + notes <= CAPACITY;
    }

    void add(final int to, final Note note) {
        put(to, count(to), note);
        publish(to, 1);
    }

    /** Store a note behind the last one; it counts once it is published. */
    void put(final int to, final int index, final Note note) {
        final int at = lane(to) + HEADER + index * NOTE;
        buffer.putLong(at, note.number);
        buffer.putLong(at + 8, note.offset);
        buffer.putInt(at + 16, note.checksum);
        buffer.putByte(at + 20, (byte) note.kind.ordinal());
        buffer.putByte(at + 21, (byte) note.lane);
        buffer.putInt(at + 24, note.life);
    }

    void publish(final int to, final int more) {
        buffer.putLongOrdered(lane(to) + 8, count(to) + more);
    }

    int count(final int lane) {
        return (int) buffer.getLongVolatile(lane(lane) + 8);
    }

    List<Note> notes(final int from) {
        final List<Note> notes = new ArrayList<>();
        final int count = count(from);
        for (int i = 0; i < count; i++) {
            final int at = lane(from) + HEADER + i * NOTE;
            notes.add(new Note(
                    Kind.values()[buffer.getByte(at + 20)],
                    buffer.getInt(at + 24),
                    buffer.getByte(at + 21),
                    buffer.getLong(at),
                    buffer.getLong(at + 8),
                    buffer.getInt(at + 16)));
        }
        return notes;
    }

    void durable(final long offset) {
        buffer.putLongOrdered(0, offset);
    }

    long durable() {
        return buffer.getLongVolatile(0);
    }

    void term(final int term) {
        buffer.putLongOrdered(TERM, term);
    }

    int term() {
        return (int) buffer.getLongVolatile(TERM);
    }

    private static int lane(final int number) {
        return HEADER + number * LANE;
    }
}
