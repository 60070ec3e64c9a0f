/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/**
 * What publishing answers: an offset (0 or more), or one of these negative values.
 *
 * <p>An offset says that the record was committed: every reader sees it once it sees all before it. How much of a crash
 * it then survives is the topic's durability.
 */
public final class PublishResult {
    /** The road ahead is not ready, or publishing would run too far ahead of replication: try again. */
    public static final long BACK_PRESSURED = -1;

    /** The disk is full: nothing was published; it goes on by itself once there is room. */
    public static final long STORAGE_FULL = -2;

    /** The log was fenced while the claim was open: nothing was published under this claim. */
    public static final long FENCED = -3;

    /** This node may not append to the log at present. */
    public static final long NOT_LEADER = -4;

    /** The record or batch is larger than {@code max.message.bytes}, a quarter of {@code segment.bytes}, or 16 MiB. */
    public static final long TOO_LARGE = -5;

    /** The publisher, the topic or the engine is closed. */
    public static final long CLOSED = -6;

    /** A force failed or bytes were found wrong: nothing can be appended until the log is opened again. */
    public static final long FAILED = -7;

    /** A claim of this publisher is open: commit or abort it first. */
    public static final long CLAIM_OPEN = -8;

    /** There is no open claim to commit or abort. */
    public static final long NO_CLAIM = -9;

    /** The named partition does not exist. */
    public static final long UNKNOWN_PARTITION = -10;

    /** The batch holds no record. */
    public static final long EMPTY_BATCH = -11;

    /** The claim was aborted as asked: its offsets stay empty. */
    public static final long ABORTED = -12;

    /**
     * Fewer replicas are in sync than {@code min.insync.replicas} asks for: nothing was published; or, where replicas
     * acknowledge, it was and too few of them hold it.
     */
    public static final long NOT_ENOUGH_REPLICAS = -13;

    /** This node stopped leading before it was known whether the record is committed: it may be in the log or not. */
    public static final long UNKNOWN = -14;

    /**
     * An idempotent batch does not follow the last one of its producer, or a new epoch does not begin with 0: nothing was
     * published. Kafka's {@code OUT_OF_ORDER_SEQUENCE_NUMBER}.
     */
    public static final long OUT_OF_ORDER_SEQUENCE = -15;

    /**
     * An idempotent batch was published before, longer ago than the last five of its producer, so that its offset is not known
     * any more; or a claim is asked for a record that is in the log. Nothing was published again. Kafka's
     * {@code DUPLICATE_SEQUENCE_NUMBER}.
     */
    public static final long DUPLICATE_SEQUENCE = -16;

    /** The producer goes on under a newer epoch: nothing was published. Kafka's {@code INVALID_PRODUCER_EPOCH}. */
    public static final long STALE_PRODUCER_EPOCH = -17;

    /**
     * A newer coordinator has ended a transaction of the producer: nothing was appended. Kafka's
     * {@code TRANSACTION_COORDINATOR_FENCED}.
     */
    public static final long STALE_COORDINATOR = -18;

    /** The topic is compacted by key, and the record, or one of the batch, has none. Kafka's {@code INVALID_RECORD}. */
    public static final long INVALID_RECORD = -19;

    private PublishResult() {}

    /**
     * Say a result in words.
     *
     * @param result of a publish, a claim or a commit.
     * @return a short text that names the cause and what to do.
     */
    public static String describe(final long result) {
        if (result >= 0) {
            return "published at offset=" + result;
        }
        if (result < INVALID_RECORD) {
            return "unknown result=" + result;
        }
        return switch ((int) result) {
            case (int) BACK_PRESSURED -> "back-pressured: the road ahead is not ready, try again";
            case (int) STORAGE_FULL -> "storage full: free some space, publishing then resumes by itself";
            case (int) FENCED -> "fenced: the log went on under another term, nothing was published";
            case (int) NOT_LEADER -> "not leader: another node may append to this log";
            case (int) TOO_LARGE -> "too large: raise max.message.bytes or segment.bytes, or publish less at once";
            case (int) CLOSED -> "closed: the publisher, its topic or the engine was closed";
            case (int) FAILED -> "failed: the log met a write error, see the error log and reopen the engine";
            case (int) CLAIM_OPEN -> "claim open: commit or abort the open claim first";
            case (int) NO_CLAIM -> "no claim: there is no open claim to commit or abort";
            case (int) UNKNOWN_PARTITION -> "unknown partition: the topic has fewer partitions";
            case (int) EMPTY_BATCH -> "empty batch: add a record first";
            case (int) ABORTED -> "aborted: the claim's offsets stay empty";
            case (int) NOT_ENOUGH_REPLICAS ->
                "not enough replicas: fewer are in sync than min.insync.replicas, try again";
            case (int) OUT_OF_ORDER_SEQUENCE ->
                "out of order sequence: records before it are missing, publish those again first";
            case (int) DUPLICATE_SEQUENCE -> "duplicate sequence: the record is in the log already";
            case (int) STALE_PRODUCER_EPOCH ->
                "stale producer epoch: another one goes on under this producer id, ask for a new one";
            case (int) STALE_COORDINATOR ->
                "stale coordinator: a newer one has ended a transaction of this producer, this one is to stop";
            case (int) INVALID_RECORD ->
                "invalid record: the topic is compacted by key (cleanup.policy), so every record must have one";
            default -> "unknown: this node stopped leading, the record may be in the log or not";
        };
    }

    /**
     * Whether trying the same call again may succeed without anything being changed by the caller.
     *
     * @param result of a publish or a claim.
     * @return true for back pressure, a full disk, a log without a leader here, and too few replicas in sync.
     */
    public static boolean isRetriable(final long result) {
        return result == BACK_PRESSURED
                || result == STORAGE_FULL
                || result == NOT_LEADER
                || result == NOT_ENOUGH_REPLICAS;
    }
}
