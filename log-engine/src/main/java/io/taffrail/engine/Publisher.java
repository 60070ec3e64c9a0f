/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.Appender;
import io.taffrail.log.BatchDraft;
import io.taffrail.log.PublishResult;
import io.taffrail.log.RecordDraft;
import io.taffrail.partitioner.Partitioner;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Publishes to one topic. Every way to publish answers with the offset of the record, or with a negative
 * {@link PublishResult}; none throws for what can be expected.
 *
 * <p>Threading: confined to one thread. Open one publisher for each thread; any number may publish to the same partition.
 */
public final class Publisher implements AutoCloseable {
    private static final DirectBuffer NO_KEY = new UnsafeBuffer(0, 0);

    private final TopicHandle topic;
    private final Partitioner partitioner;
    private final ProducerPartitions idempotent;
    private final RecordDraft draft = new RecordDraft();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private Appender[] appenders = new Appender[0];
    private int lastPartition;
    private IdempotentPartition chosen;
    private long refused;
    private boolean isClosed;

    /** Publishes for a producer, or plainly when that is null. */
    Publisher(final TopicHandle topic, final Partitioner partitioner, final ProducerPartitions idempotent) {
        this.idempotent = idempotent;
        this.topic = topic;
        this.partitioner = partitioner;
    }

    /**
     * The topic.
     *
     * @return its name.
     */
    public String topic() {
        return topic.name();
    }

    /**
     * Publish a value without a key.
     *
     * @param value  buffer that holds it.
     * @param index  of its first byte.
     * @param length in bytes.
     * @return the offset, or a negative {@link PublishResult}.
     */
    public long publish(final DirectBuffer value, final int index, final int length) {
        if (idempotent != null) {
            final IdempotentPartition partition = chooseIdempotent(RecordDraft.ANY_PARTITION, NO_KEY, 0, -1);
            return partition == null ? refuse() : partition.publish(value, index, length);
        }
        final Appender appender = choose(RecordDraft.ANY_PARTITION, NO_KEY, 0, -1);
        return appender == null ? refuse() : appender.append(value, index, length);
    }

    /**
     * Publish a value without a key.
     *
     * @param value its bytes.
     * @return the offset, or a negative {@link PublishResult}.
     */
    public long publish(final byte[] value) {
        view.wrap(value);
        return publish(view, 0, value.length);
    }

    /**
     * Publish a key and a value.
     *
     * @param key   its bytes, or null.
     * @param value its bytes, or null.
     * @return the offset, or a negative {@link PublishResult}.
     */
    public long publish(final byte[] key, final byte[] value) {
        return publish(draft.clear().key(key).value(value));
    }

    /**
     * Publish a key and a value as UTF-8 text.
     *
     * @param key   the text, or null.
     * @param value the text, or null.
     * @return the offset, or a negative {@link PublishResult}.
     */
    public long publish(final String key, final String value) {
        return publish(bytes(key), bytes(value));
    }

    /**
     * Publish a record with all it can have.
     *
     * @param record to copy.
     * @return the offset, or a negative {@link PublishResult}.
     */
    public long publish(final RecordDraft record) {
        if (idempotent != null) {
            final IdempotentPartition partition = chooseIdempotent(record);
            return partition == null ? refuse() : partition.publish(record);
        }
        final Appender appender = choose(record);
        return appender == null ? refuse() : appender.append(record);
    }

    /**
     * Publish many records as one batch: all become visible at once.
     *
     * @param batch to copy; goes to the partition it names, or to one chosen as for a record without a key.
     * @return the offset of its first record, or a negative {@link PublishResult}.
     */
    public long publish(final BatchDraft batch) {
        if (idempotent != null) {
            final IdempotentPartition partition = chooseIdempotent(batch.partition(), NO_KEY, 0, -1);
            return partition == null ? refuse() : partition.publish(batch);
        }
        final Appender appender = choose(batch.partition(), NO_KEY, 0, -1);
        return appender == null ? refuse() : appender.append(batch);
    }

    /**
     * Claim room for a value without a key, to be written in place.
     *
     * @param valueLength in bytes.
     * @param claim       open on return if the answer is an offset; commit or abort it soon.
     * @return the offset that the record will have, or a negative {@link PublishResult}.
     */
    public long tryClaim(final int valueLength, final Claim claim) {
        return tryClaim(RecordDraft.ANY_PARTITION, valueLength, claim);
    }

    /**
     * Claim room for a value without a key in a partition, to be written in place.
     *
     * @param partition   number.
     * @param valueLength in bytes.
     * @param claim       open on return if the answer is an offset; commit or abort it soon.
     * @return the offset that the record will have, or a negative {@link PublishResult}.
     */
    public long tryClaim(final int partition, final int valueLength, final Claim claim) {
        if (idempotent != null) {
            final IdempotentPartition chosen = chooseIdempotent(partition, NO_KEY, 0, -1);
            return chosen == null ? refuse() : chosen.tryClaim(valueLength, claim);
        }
        final Appender appender = choose(partition, NO_KEY, 0, -1);
        if (appender == null) {
            return refuse();
        }
        final long result = claim.isOpen() ? PublishResult.CLAIM_OPEN : appender.tryClaim(valueLength);
        if (result >= 0) {
            claim.open(appender, result, valueLength);
        }
        return result;
    }

    /**
     * Claim room for a value whose key, headers, timestamp and partition come from a draft.
     *
     * @param record      its value is not looked at.
     * @param valueLength in bytes.
     * @param claim       open on return if the answer is an offset; commit or abort it soon.
     * @return the offset that the record will have, or a negative {@link PublishResult}.
     */
    public long tryClaim(final RecordDraft record, final int valueLength, final Claim claim) {
        if (valueLength < 0) {
            throw new IllegalArgumentException("valueLength=" + valueLength + " must not be negative");
        }
        if (idempotent != null) {
            final IdempotentPartition chosen = chooseIdempotent(record);
            return chosen == null ? refuse() : chosen.tryClaim(record, valueLength, claim);
        }
        final Appender appender = choose(record);
        if (appender == null) {
            return refuse();
        }
        final long result = claim.isOpen() ? PublishResult.CLAIM_OPEN : appender.tryClaim(record, valueLength);
        if (result >= 0) {
            claim.open(appender, result, valueLength);
        }
        return result;
    }

    /**
     * Where the last record, batch or claim went.
     *
     * @return the partition's number.
     */
    public int lastPartition() {
        return lastPartition;
    }

    /**
     * Sequence of the last record, or of the first record of the last batch, that an idempotent publisher tried to publish. With
     * {@link #lastPartition()} it names the record until the next {@link #beginEpoch()}.
     *
     * <p>A record that was refused used no sequence: publish it again, or another one instead. One that was answered with an offset
     * and of which it then became unknown whether the log kept it, as where a leader changes, is published again by
     * {@link #publishAgain}: it gets the offset that it has, or a new one if it was lost.
     *
     * @return the sequence; -1 when the publisher is not idempotent, or has tried nothing yet.
     */
    public int lastSequence() {
        return idempotent == null ? -1 : idempotent.lastSequence(lastPartition);
    }

    /**
     * Publish a record again under the sequence that it had. Records that follow each other have to be published again in their
     * order, and before any new one: otherwise those behind a record that was lost are refused as OUT_OF_ORDER_SEQUENCE.
     *
     * @param record    the same as before, its partition named.
     * @param sequence  that it had in that partition.
     * @return the offset, the first one if the record is in the log; or a negative {@link PublishResult}.
     * @throws IllegalStateException if this publisher is not idempotent.
     */
    public long publishAgain(final RecordDraft record, final int sequence) {
        final IdempotentPartition partition = again(record.partition());
        return partition == null ? refuse() : partition.publishAgain(record, sequence);
    }

    /**
     * The same for a batch.
     *
     * @param batch    the same as before, its partition named.
     * @param sequence that its first record had in that partition.
     * @return the offset of its first record, or a negative {@link PublishResult}.
     * @throws IllegalStateException if this publisher is not idempotent.
     */
    public long publishAgain(final BatchDraft batch, final int sequence) {
        final IdempotentPartition partition = again(batch.partition());
        return partition == null ? refuse() : partition.publishAgain(batch, sequence);
    }

    /**
     * Give up records of which it is not known whether they are in the log: those published from now on follow nothing. A claim
     * that is open is aborted.
     *
     * @throws IllegalStateException if this publisher is not idempotent, or is part of transactions.
     */
    public void beginEpoch() {
        requireIdempotent();
        chosen = null;
        idempotent.beginEpoch();
    }

    /**
     * Whether a claim is open that a producer with an id made.
     *
     * @return false always for a publisher that is neither idempotent nor part of transactions.
     */
    public boolean isProducerClaimOpen() {
        return idempotent != null && idempotent.isClaimOpen();
    }

    /**
     * Why the last publish to a partition was refused, of a publisher that is part of transactions.
     *
     * @return a negative {@link PublishResult} if there is a partition whose last publish was refused, else 0.
     */
    public long refusal() {
        return refused < 0 || idempotent == null ? refused : idempotent.refusal();
    }

    /** The refusals of before are of no consequence any more. */
    public void forgetRefusal() {
        refused = 0;
        if (idempotent != null) {
            idempotent.forgetRefusal();
        }
    }

    /** Abort claims that a producer with an id made, if any is open. */
    public void abortProducerClaims() {
        if (idempotent != null) {
            idempotent.abortClaims();
        }
    }

    /**
     * Term under which the last record was published: with partition and offset it names the record for good, while an
     * offset alone may come to name another one where logs are replicated.
     *
     * @return the term; says nothing before the first publish that succeeded.
     */
    public int lastTerm() {
        if (idempotent != null) {
            return idempotent.lastTerm(lastPartition);
        }
        return lastPartition < appenders.length && appenders[lastPartition] != null
                ? appenders[lastPartition].lastTerm()
                : 0;
    }

    /** Abort a claim that is open, and publish no more. */
    @Override
    public void close() {
        isClosed = true;
        chosen = null;
        if (idempotent != null) {
            idempotent.close();
        }
        for (final Appender appender : appenders) {
            if (appender != null) {
                appender.close();
            }
        }
        appenders = new Appender[0];
    }

    private void requireIdempotent() {
        if (idempotent == null) {
            throw new IllegalStateException(
                    "publisher is not idempotent: topic=" + topic.name() + ": use PublisherConfig.withIdempotence()");
        }
    }

    private IdempotentPartition again(final int partition) {
        requireIdempotent();
        if (partition == RecordDraft.ANY_PARTITION) {
            throw new IllegalArgumentException("partition must be named: a sequence is one of a partition");
        }
        return chooseIdempotent(partition, NO_KEY, 0, -1);
    }

    private IdempotentPartition chooseIdempotent(final RecordDraft record) {
        return chooseIdempotent(record.partition(), record.keyBuffer(), record.keyIndex(), record.keyLength());
    }

    private IdempotentPartition chooseIdempotent(
            final int asked, final DirectBuffer key, final int keyIndex, final int keyLength) {
        final int count = topic.partitionCount();
        final int partition = partition(asked, key, keyIndex, keyLength, count);
        if (partition == lastPartition && chosen != null) { // fewer loads in a row before the claim
            return chosen;
        }
        if (isClosed || partition < 0 || partition >= count) {
            return null;
        }
        chosen = null; // should the other one not be there to be opened
        lastPartition = partition;
        final IdempotentPartition opened = idempotent.partition(partition);
        chosen = idempotent.isLasting() ? opened : null;
        return opened;
    }

    private int partition(
            final int asked, final DirectBuffer key, final int keyIndex, final int keyLength, final int count) {
        return asked != RecordDraft.ANY_PARTITION
                ? asked
                : count == 1 ? 0 : partitioner.partition(key, keyIndex, keyLength, count);
    }

    private Appender choose(final RecordDraft record) {
        return choose(record.partition(), record.keyBuffer(), record.keyIndex(), record.keyLength());
    }

    /** The appender of the partition for a key, or null when the publisher is closed or the partition unknown. */
    private Appender choose(final int asked, final DirectBuffer key, final int keyIndex, final int keyLength) {
        final int count = topic.partitionCount();
        final int partition = partition(asked, key, keyIndex, keyLength, count);
        final Appender[] present = appenders;
        if (partition >= 0 && partition < present.length && present[partition] != null) {
            lastPartition = partition;
            return present[partition];
        }
        return open(partition, count);
    }

    private Appender open(final int partition, final int count) {
        if (isClosed || partition < 0 || partition >= count) {
            return null;
        }
        if (appenders.length < count) {
            appenders = java.util.Arrays.copyOf(appenders, count);
        }
        appenders[partition] = topic.log(partition).appender();
        lastPartition = partition;
        return appenders[partition];
    }

    private long refuse() {
        refused = isClosed ? PublishResult.CLOSED : PublishResult.UNKNOWN_PARTITION;
        return refused;
    }

    private static byte[] bytes(final String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
