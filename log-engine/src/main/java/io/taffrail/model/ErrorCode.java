/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.model;

/** Kafka's errors of groups, offsets, producers and transactions, under Kafka's names and with its numbers. */
public enum ErrorCode {
    /** No error. */
    NONE(0, "no error"),
    /** An offset lies before the log start or behind the end. */
    OFFSET_OUT_OF_RANGE(1, "the offset is not within the range of offsets of the log"),
    /** There is no such topic or partition. */
    UNKNOWN_TOPIC_OR_PARTITION(3, "there is no such topic or partition"),
    /** The metadata of a commit is too long. */
    OFFSET_METADATA_TOO_LARGE(12, "the metadata of the commit is longer than offset.metadata.max.bytes"),
    /** The coordinator is still reading its log. */
    COORDINATOR_LOAD_IN_PROGRESS(14, "the coordinator is reading its log: try again"),
    /** There is no coordinator at present. */
    COORDINATOR_NOT_AVAILABLE(15, "the coordinator is not available: try again"),
    /** This node does not coordinate the group or transaction. */
    NOT_COORDINATOR(16, "this is not the coordinator: another node leads its log"),
    /** The generation is not the group's. */
    ILLEGAL_GENERATION(22, "the generation is not the group's present one: join again"),
    /** The group's members speak no common protocol with this one, or another protocol type. */
    INCONSISTENT_GROUP_PROTOCOL(23, "the protocols are not consistent with those of the group's members"),
    /** A group needs a name. */
    INVALID_GROUP_ID(24, "the group id is not valid: it must not be empty"),
    /** The group does not know this member. */
    UNKNOWN_MEMBER_ID(25, "the group does not know this member: join again with an empty member id"),
    /** The session timeout is out of bounds. */
    INVALID_SESSION_TIMEOUT(
            26, "the session timeout is not between group.min.session.timeout.ms and group.max.session.timeout.ms"),
    /** The group is rebalancing. */
    REBALANCE_IN_PROGRESS(27, "the group is rebalancing: join again"),
    /** A commit that is too large for its log. */
    INVALID_COMMIT_OFFSET_SIZE(
            28, "the committed offsets do not fit into a batch of the offsets log: commit fewer at once"),
    /** A request that makes no sense. */
    INVALID_REQUEST(42, "the request is not valid: a value is missing, or values contradict each other"),
    /** A sequence that is not the next one. */
    OUT_OF_ORDER_SEQUENCE_NUMBER(
            45, "the sequence is not the next one of this producer: records before it are missing"),
    /** A sequence that was seen already, so long ago that its offset is not known any more. */
    DUPLICATE_SEQUENCE_NUMBER(46, "the sequence was published before, its offset is not known any more"),
    /** A producer's epoch is over. */
    INVALID_PRODUCER_EPOCH(47, "the producer's epoch is not the present one: another producer took its place"),
    /** The transaction is not in a state that allows this. */
    INVALID_TXN_STATE(48, "the transaction is not in a state that allows this"),
    /** The producer id is not the one that belongs to the transactional id. */
    INVALID_PRODUCER_ID_MAPPING(49, "the producer id is not the one that belongs to the transactional id"),
    /** A transaction timeout beyond the limit. */
    INVALID_TRANSACTION_TIMEOUT(50, "the transaction timeout is not between 1 ms and transaction.max.timeout.ms"),
    /** Another operation of the same transaction is under way. */
    CONCURRENT_TRANSACTIONS(51, "another operation of this transaction is under way: try again"),
    /** The coordinator that wrote a marker is not the present one any more. */
    TRANSACTION_COORDINATOR_FENCED(52, "the transaction coordinator was fenced by a newer one"),
    /** The producer id is not known, its state may have expired. */
    UNKNOWN_PRODUCER_ID(59, "the producer id is not known: its state may have expired"),
    /** The group has members. */
    NON_EMPTY_GROUP(68, "the group is not empty: stop its consumers first"),
    /** There is no such group. */
    GROUP_ID_NOT_FOUND(69, "there is no such group"),
    /** The commit's term is older than the one known. */
    FENCED_LEADER_EPOCH(74, "the term is older than the present one"),
    /** The group has no room for more members. */
    GROUP_MAX_SIZE_REACHED(81, "the group has group.max.size members already"),
    /** Another consumer joined under this group instance id. */
    FENCED_INSTANCE_ID(82, "another consumer joined with the same group instance id"),
    /** The first join only hands out a member id. */
    MEMBER_ID_REQUIRED(79, "join again with the member id that was handed out"),
    /** The group consumes the topic. */
    GROUP_SUBSCRIBED_TO_TOPIC(86, "the group is subscribed to the topic: its offsets cannot be deleted"),
    /** There are offsets that a transaction has not decided about yet. */
    UNSTABLE_OFFSET_COMMIT(88, "offsets of an open transaction are not decided yet: try again"),
    /** A newer producer with the same transactional id exists. */
    PRODUCER_FENCED(90, "a newer producer with the same transactional id has fenced this one"),
    /** There is no such transactional id. */
    TRANSACTIONAL_ID_NOT_FOUND(105, "there is no such transactional id");

    private final int code;
    private final String explanation;

    ErrorCode(final int code, final String explanation) {
        this.code = code;
        this.explanation = explanation;
    }

    /**
     * Kafka's number for it.
     *
     * @return 0 for {@link #NONE}.
     */
    public int code() {
        return code;
    }

    /**
     * What it means and what to do.
     *
     * @return a short text in lower case.
     */
    public String explanation() {
        return explanation;
    }
}
