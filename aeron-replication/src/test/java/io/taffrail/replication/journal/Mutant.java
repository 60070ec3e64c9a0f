/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

/** Bugs that somebody might write into the journal: a change of one source file each. */
enum Mutant {
    NOTHING_FORCED(
            "JournalFile",
            "        writeWaiting();\n        file.force();\n        forced = end;",
            "        writeWaiting();\n        forced = end;"),
    REWRITE_NOT_FORCED("AtomicFile", "            file.force();\n", ""),
    DIRECTORY_NOT_FORCED("AtomicFile", "            storage.forceDirectory(directory);\n", ""),
    OLD_FILE_DELETED_FIRST("AtomicFile", "storage.rename(", "storage.delete(path);\n            storage.rename("),
    CHECKSUM_SKIPPED("EntryFlyweight", "kind() != 0 && crc() == expectedCrc(seed)", "kind() != 0"),
    SOUND_MEANS_FORCED("JournalReader", "Math.max(forced, entry.forcedPosition())", "Math.max(forced, at)"),
    FORCED_BEFORE_THE_FORCE("JournalFile", ".seal(forced, seed ^ (end", ".seal(end + waitingLength, seed ^ (end"),
    OVERFLOW_FORGOTTEN("JournalFile", "            isOverflowing = true;\n", ""),
    PEERS_NOT_REWRITTEN("JournalState", "peers.forEachInt((", "new Int2ObjectHashMap<UUID>().forEachInt(("),
    INCARNATION_STANDS_STILL("JournalState", "        incarnation++;\n", "        incarnation = 1;\n");

    private final String file;
    private final String original;
    private final String mutated;

    Mutant(final String file, final String original, final String mutated) {
        this.file = file;
        this.original = original;
        this.mutated = mutated;
    }

    /** Simple name of the class whose source is changed. */
    String file() {
        return file;
    }

    /**
     * The source with the bug in it.
     *
     * @throws IllegalStateException when the source has changed, so that the bug must be written anew.
     */
    String applyTo(final String source) {
        if (!source.contains(original)) {
            throw new IllegalStateException(this + " no longer applies: " + file + ".java has no: " + original);
        }
        return source.replace(original, mutated);
    }
}
