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
    private final RecordDraft draft = new RecordDraft();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private Appender[] appenders = new Appender[0];
    private int lastPartition;
    private boolean isClosed;

    Publisher(final TopicHandle topic, final Partitioner partitioner) {
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
        final Appender appender = choose(RecordDraft.ANY_PARTITION, NO_KEY, 0, -1);
        return appender == null ? refusal() : appender.append(value, index, length);
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
        final Appender appender = choose(record);
        return appender == null ? refusal() : appender.append(record);
    }

    /**
     * Publish many records as one batch: all become visible at once.
     *
     * @param batch to copy; goes to the partition it names, or to one chosen as for a record without a key.
     * @return the offset of its first record, or a negative {@link PublishResult}.
     */
    public long publish(final BatchDraft batch) {
        final Appender appender = choose(batch.partition(), NO_KEY, 0, -1);
        return appender == null ? refusal() : appender.append(batch);
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
        final Appender appender = choose(partition, NO_KEY, 0, -1);
        if (appender == null) {
            return refusal();
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
        final Appender appender = choose(record);
        if (appender == null) {
            return refusal();
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

    /** Abort a claim that is open, and publish no more. */
    /**
     * Term under which the last record was published: with partition and offset it names the record for good, while an
     * offset alone may come to name another one where logs are replicated.
     *
     * @return the term; says nothing before the first publish that succeeded.
     */
    public int lastTerm() {
        return lastPartition < appenders.length && appenders[lastPartition] != null
                ? appenders[lastPartition].lastTerm()
                : 0;
    }

    @Override
    public void close() {
        isClosed = true;
        for (final Appender appender : appenders) {
            if (appender != null) {
                appender.close();
            }
        }
        appenders = new Appender[0];
    }

    private Appender choose(final RecordDraft record) {
        return choose(record.partition(), record.keyBuffer(), record.keyIndex(), record.keyLength());
    }

    /** The appender of the partition for a key, or null when the publisher is closed or the partition unknown. */
    private Appender choose(final int asked, final DirectBuffer key, final int keyIndex, final int keyLength) {
        final int count = topic.partitionCount();
        final int partition = asked != RecordDraft.ANY_PARTITION
                ? asked
                : count == 1 ? 0 : partitioner.partition(key, keyIndex, keyLength, count);
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

    private long refusal() {
        return isClosed ? PublishResult.CLOSED : PublishResult.UNKNOWN_PARTITION;
    }

    private static byte[] bytes(final String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
