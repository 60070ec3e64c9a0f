/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

/** Deliberate bugs of the engine: a piece of a source file of {@code io.taffrail.log}, and what stands there instead. */
enum Mutant {
    RELEASE_BEFORE_CHECKSUM(
            "Appender",
            Workload.OPEN_CLAIMS,
            "        seal();\n        return commitSealed();",
            "isOpen = false; checksum.over(buffer, tail.segment.duplicate(slot)); final int crc = checksum.of(position, length);"
                    + " final long result = commitSealed(); BatchHeader.putCrc(buffer, position, crc); return result;"),
    CHECKSUM_SKIPPED(
            "BatchCheck",
            Workload.GROUP_COMMIT,
            "if (BatchHeader.crc(buffer, index) != checksum.of(index, length)) {",
            "if (checksum == null) {"),
    MARK_TOO_FAR(
            "GroupCommit",
            Workload.GROUP_COMMIT,
            "durableSegment.generation(), durableOffset, durablePosition);",
            "durableSegment.generation(), captured.segment == durableSegment ? captured.offset : durableOffset,"
                    + " captured.segment == durableSegment ? captured.position : durablePosition);"),
    DURABLE_IS_CLAIMED(
            "GroupCommit",
            Workload.GROUP_COMMIT,
            "durableOffset = captured.offset;",
            "durableOffset = log.claimedOffset();"),
    ONLY_LAST_SEGMENT_FORCED(
            "GroupCommit",
            Workload.ROLL,
            "forceFile(storage, segment);\n",
            "if (segment == captured.segment) { forceFile(storage, segment); }\n"),
    DIRECTORY_NOT_FORCED("GroupCommit", Workload.ROLL, "isNameNew |= !segment.isNameDurable();", "isNameNew = false;"),
    ONLY_FIRST_CLAIM_REVOKED(
            "Fencing",
            Workload.FENCE,
            "revokeBehind(end.segment, end.position - claimed, tail.segment, ActiveTail.position(claimsEnd));",
            ""),
    BYTES_UNDER_OPEN_CLAIM_USED_AGAIN(
            "Fencing",
            Workload.FENCE,
            ": isCut ? inFreshSegment(idle, term) : inSameSegment(idle, term);",
            ": inSameSegment(idle, term);"),
    CUT_NOT_RECORDED(
            "Fencing",
            Workload.FENCE,
            "log.roller().stamp(next, cut, idle.position(), idle.offset(), term);",
            "log.roller().stamp(next, cut, cut.isEnded() ? cut.endPosition() : cut.length(), idle.offset(), term);"),
    NEW_TERM_NOT_RECORDED("ManifestKeeper", Workload.FENCE, "startOffset);\n        write(true);", "startOffset);"),
    HOLE_TRUSTED_AFTER_POWER_LOSS(
            "Recovery",
            Workload.OPEN_CLAIMS,
            "this.mayFill = isSameBoot && !isReplicated;",
            "this.mayFill = !isReplicated;"),
    BOOT_IGNORED(
            "LogLoader",
            Workload.OPEN_CLAIMS,
            "final boolean isSameBoot = isKnown && checkpoint.bootId.equals(storage.bootId());",
            "final boolean isSameBoot = isKnown;"),
    VOID_WITHOUT_OFFSETS(
            "Recovery", Workload.OPEN_CLAIMS, "(int) (nextOffset - 1 - end.offset)", "(int) (nextOffset - nextOffset)"),
    TAIL_NOT_ZEROED(
            "Recovery",
            Workload.OPEN_CLAIMS,
            "if (end.position < segment.length() && !scanner.isZeroFrom(end.position)) {",
            "if (end.position > segment.length()) {"),
    RECOVERY_NOT_FORCED("Recovery", Workload.OPEN_CLAIMS, "open.force();", ""),
    TERM_NOT_RAISED("ManifestKeeper", Workload.OPEN_CLAIMS, "beginTerm(term + 1, log.endOffset());", "write(true);"),
    LEFTOVERS_AFTER_CLEAN(
            "LogLoader",
            Workload.ROLL,
            "clear(isWhole ? chain.leftovers() : chain.replaced(), isWhole);\n                log.keeper().recordRecovered(control);",
            "log.keeper().recordRecovered(control);\n clear(isWhole ? chain.leftovers() : chain.replaced(), isWhole);"),
    UNLINKED_BEFORE_START_IS_DURABLE(
            "Retention",
            Workload.RETENTION,
            "log.keeper().moveStart(start, number);",
            "for (int i = 0; i < number; i++) { log.storage().delete(segments[i].path()); }\n"
                    + " log.keeper().moveStart(start, number);"),
    CLEAN_FLAG_NOT_CLEARED("Lifecycle", Workload.REOPEN, "log.keeper().writeCheckpoint(control, false);", ""),
    CLEAN_BEFORE_FORCED(
            "Lifecycle",
            Workload.REOPEN,
            "log.groupCommit().force(System.nanoTime());\n        log.groupCommit().force(System.nanoTime());",
            ""),
    MANIFEST_NOT_FORCED("Manifest", Workload.RETENTION, "file.force();", ""),
    PRODUCERS_FORGOTTEN(
            "LogLoader",
            Workload.IDEMPOTENT,
            "loadProducers(chain, end.position, end.offset);",
            "log.cursor().producers(new ProducerStates());"),
    WRONG_SEQUENCE_STAMPED(
            "ProducerAppender",
            Workload.IDEMPOTENT,
            "appender.stamp(producerId, epoch, baseSequence);",
            "appender.stamp(producerId, epoch, baseSequence == 0 ? 0 : baseSequence - 1);"),
    STAMP_NOT_ATOMIC(
            "RollStamp",
            Workload.OPEN_CLAIMS,
            "segment.putBytesUnchecked(Long.BYTES",
            "segment.putLong(0, LogFormat.SEGMENT_MAGIC);\n        segment.putBytesUnchecked(Long.BYTES");

    private final String file;
    private final Workload workload;
    private final String original;
    private final String mutated;

    Mutant(final String file, final Workload workload, final String original, final String mutated) {
        this.file = file;
        this.workload = workload;
        this.original = original;
        this.mutated = mutated;
    }

    /** Simple name of the class whose source is changed. */
    String file() {
        return file;
    }

    /** The workload that shows the bug. */
    Workload workload() {
        return workload;
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
