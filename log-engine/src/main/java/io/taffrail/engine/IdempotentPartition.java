/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.BatchDraft;
import io.taffrail.log.ProducerAppender;
import io.taffrail.log.PublishResult;
import io.taffrail.log.RecordDraft;
import org.agrona.DirectBuffer;

/**
 * Numbers the records that one publisher publishes to one partition. A number is used up when its record is in the log; a record
 * that was refused leaves it to the next one.
 *
 * <p>Threading: the publisher's thread.
 */
final class IdempotentPartition {
    private final ProducerAppender appender;
    private int nextSequence;
    private int lastSequence = -1;
    private long refusal;

    IdempotentPartition(final ProducerAppender appender) {
        this.appender = appender;
    }

    boolean isOf(final ProducerIdentity producer) {
        return appender.producerId() == producer.producerId() && appender.epoch() == producer.epoch();
    }

    /** Go on as the same producer under a newer epoch, if that is what it is, from sequence 0 on. */
    boolean tryGoOnAs(final ProducerIdentity producer) {
        if (appender.producerId() != producer.producerId() || appender.epoch() >= producer.epoch()) {
            return false;
        }
        appender.beginEpoch(producer.epoch());
        nextSequence = 0;
        lastSequence = -1;
        return true;
    }

    long publish(final DirectBuffer value, final int index, final int length) {
        return published(appender.append(nextSequence, value, index, length), 1);
    }

    long publish(final RecordDraft record) {
        return published(appender.append(nextSequence, record), 1);
    }

    long publish(final BatchDraft batch) {
        return published(appender.append(nextSequence, batch), batch.count());
    }

    long publishAgain(final RecordDraft record, final int sequence) {
        return again(appender.append(sequence, record), sequence, 1);
    }

    long publishAgain(final BatchDraft batch, final int sequence) {
        return again(appender.append(sequence, batch), sequence, batch.count());
    }

    long tryClaim(final int valueLength, final Claim claim) {
        return opened(
                claim.isOpen() ? PublishResult.CLAIM_OPEN : appender.tryClaim(nextSequence, valueLength),
                valueLength,
                claim);
    }

    long tryClaim(final RecordDraft record, final int valueLength, final Claim claim) {
        return opened(
                claim.isOpen() ? PublishResult.CLAIM_OPEN : appender.tryClaim(nextSequence, record, valueLength),
                valueLength,
                claim);
    }

    long commit() {
        return published(appender.commit(), 1);
    }

    long abort() {
        return appender.abort();
    }

    boolean isClaimOpen() {
        return appender.isClaimOpen();
    }

    /** Where the value of the open claim stands in memory. */
    long valueAddress() {
        return appender.buffer().addressOffset() + appender.valueIndex();
    }

    /** Why the last publish was refused, 0 if it was not. */
    long refusal() {
        return refusal;
    }

    void forgetRefusal() {
        refusal = 0;
    }

    int lastSequence() {
        return lastSequence;
    }

    int lastTerm() {
        return appender.lastTerm();
    }

    void close() {
        appender.close();
    }

    private long opened(final long result, final int valueLength, final Claim claim) {
        lastSequence = nextSequence;
        if (result >= 0) {
            claim.open(this, result, valueLength);
        } else {
            refusal = result;
        }
        return result;
    }

    private long published(final long result, final int records) {
        if (lastSequence != nextSequence) { // a claim has set it
            lastSequence = nextSequence;
        }
        if (result >= 0) {
            nextSequence = ProducerAppender.sequenceAfter(nextSequence, records);
        }
        if (refusal != 0 || result < 0) {
            refusal = Math.min(0, result);
        }
        return result;
    }

    /** One that was refused before, and is published now, is followed by a new one. */
    private long again(final long result, final int sequence, final int records) {
        if (sequence == nextSequence) {
            return published(result, records);
        }
        lastSequence = sequence;
        return result;
    }
}
