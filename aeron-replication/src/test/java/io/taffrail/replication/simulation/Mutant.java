/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.log.PartitionLog;
import io.taffrail.replication.replica.Replicator;
import io.taffrail.testsupport.MutantLoader;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/** Deliberate bugs: a piece of a source file of {@code io.taffrail.replication}, of the core where no package is named, and
 * what stands there instead. */
public enum Mutant {
    VOTE_NOT_PERSISTED("RaftMember", "effects.persist(term, from);", ""),
    OWN_VOTE_NOT_PERSISTED("RaftMember", "effects.persist(term, config.self());", ""),
    VOTES_AGAIN(
            "RaftMember",
            "newTerm == term && (votedFor == from || votedFor == RaftEffects.NOBODY && leader() == Following.NONE);",
            "newTerm == term;"),
    LOG_NOT_COMPARED(
            "RaftMember",
            "standing == Standing.VOTER && isWelcome && isUpToDate && isFree;",
            "standing == Standing.VOTER && isWelcome && isFree;"),
    ONLY_LENGTH_COMPARED(
            "RaftMember",
            "lastTerm > log.lastTerm() || lastTerm == log.lastTerm() && endOffset >= log.endOffset();",
            "endOffset >= log.endOffset();"),
    ONLY_TERM_COMPARED(
            "RaftMember",
            "lastTerm > log.lastTerm() || lastTerm == log.lastTerm() && endOffset >= log.endOffset();",
            "lastTerm >= log.lastTerm();"),
    PRE_VOTE_TAKEN_FOR_VOTE(
            "RaftMember",
            "role == Role.PRE_CANDIDATE && theirTerm == term + 1",
            "role != Role.FOLLOWER && role != Role.LEADER && theirTerm >= term"),
    TERM_USED_AGAIN("RaftMember", "            term++;\n", "            term = Math.max(1, term);\n"),
    OLD_LEADER_HEARD(
            "RaftMember", "if (theirTerm < term || group.of(from) == null) {", "if (group.of(from) == null) {"),
    AMNESIAC_VOTES(
            "RaftMember",
            "standing == Standing.VOTER && isWelcome && isUpToDate && isFree;",
            "isWelcome && isUpToDate && isFree;"),
    AMNESIAC_LEADS("RaftMember", "timer.isOver(nowNs) && standing == Standing.VOTER", "timer.isOver(nowNs)"),
    NOT_FENCED("RaftMember", "leadership.end();", ""),
    UNFORCED_REPORTED(
            "RaftMember",
            "log.lastTerm(), log.endOffset(), log.heldOffset());",
            "log.lastTerm(), log.endOffset(), log.endOffset());"),
    OLD_TERM_COMMITTED("Leadership", "if (held > termStartOffset) {", "if (held > 0) {"),
    LOGS_NOT_MATCHED(
            "Leadership",
            "if (isSame && follower.endOffset >= start) {",
            "if (follower.endOffset >= start && follower.endOffset <= log.endOffset()) {"),
    TERM_OF_END_IGNORED(
            "Leadership",
            "floor == lastTerm && common == follower.endOffset;",
            "follower.endOffset <= log.endOffset();"),
    UNMATCHED_COUNTED("Group", "others[i].isMatched ? others[i].heldOffset : 0;", "others[i].heldOffset;"),
    MINORITY_COMMITS("Group", "return sorted[(sorted.length - 1) / 2];", "return sorted[(sorted.length - 1) / 2 + 1];"),
    MINORITY_ELECTS("Votes", "return count > voters.length / 2;", "return count >= voters.length / 2;"),
    UNVERIFIED_TAIL_BELIEVED("Following", "        if (isMatched) {\n", "        if (leader != NONE) {\n"),
    LATE_ANSWER_BELIEVED(
            "RaftMember",
            "return isFromLeader(from, theirTerm) && endOffset == log.endOffset() && lastTerm == log.lastTerm();",
            "return isFromLeader(from, theirTerm);"),
    AMNESIA_ENDS_EARLY("Following", "return isMatched\n", "return isMatched || leader != NONE\n"),
    JOURNAL_NOT_FORCED(
            "replica.Replicator",
            "            if (parts.journal().isDirty()) {\n",
            "            if (parts == null) {\n"),
    ACKNOWLEDGED_BY_OFFSET_ALONE(
            "replica.ReplicaState", "if (term == inTerm && inTerm != NONE) {", "if (term != NONE) {"),
    PUBLISHERS_NOT_FENCED("replica.Replica", "        log.fence();\n", ""),
    OLD_VOTES_COUNTED("RaftMember", "role == Role.CANDIDATE && theirTerm == term;", "role == Role.CANDIDATE;"),
    HIGH_WATERMARK_GOES_BACK("HighWatermark", "if (to > offset) {", "if (to != offset) {"),
    LOG_START_NOT_COMPARED("Leadership", "if (isSame && follower.endOffset >= start) {", "if (isSame) {");

    private final String file;
    private final String original;
    private final String changed;

    Mutant(final String file, final String original, final String changed) {
        this.file = file;
        this.original = original;
        this.changed = changed;
    }

    /**
     * Loads the code with the bug in it.
     *
     * @return the loader.
     * @throws IOException if the source cannot be read.
     */
    public MutantLoader loader() throws IOException {
        final String className = "io.taffrail.replication." + (file.contains(".") ? file : "raft." + file);
        final Path source = root().resolve(
                        Path.of("aeron-replication", "src", "main", "java", className.replace('.', '/') + ".java"));
        return MutantLoader.of(
                className,
                applyTo(Files.readString(source)),
                Replicator.class,
                PartitionLog.class,
                LogFormat.class,
                DirectBuffer.class);
    }

    /**
     * Makes an object in the world of the code with the bug in it.
     *
     * @param type of the object, with a constructor without parameters.
     * @param <T>  an interface of the Java library by which it is used.
     * @return the object.
     * @throws IOException if the source cannot be read.
     * @throws ReflectiveOperationException if there is no such constructor.
     */
    <T> T make(final Class<?> type) throws IOException, ReflectiveOperationException {
        return make(loader(), type);
    }

    @SuppressWarnings("unchecked")
    static <T> T make(final MutantLoader loader, final Class<?> type) throws ReflectiveOperationException {
        final Constructor<?> constructor = loader.loadClass(type.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        return (T) constructor.newInstance();
    }

    /**
     * Where the repository is.
     *
     * @return its directory.
     */
    public static Path root() {
        return Path.of(System.getProperty("taffrail.repository.root", ".."));
    }

    private String applyTo(final String source) {
        final int at = source.indexOf(original);
        if (at < 0 || source.indexOf(original, at + 1) >= 0) {
            throw new IllegalStateException(this + ": the source must have this once: " + original);
        }
        return source.substring(0, at) + changed + source.substring(at + original.length());
    }
}
