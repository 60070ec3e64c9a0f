/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import io.taffrail.codecs.trading.BookUpdateEncoder;
import io.taffrail.codecs.trading.CancelledEncoder;
import io.taffrail.codecs.trading.ExecutionEncoder;
import io.taffrail.codecs.trading.MessageHeaderEncoder;
import io.taffrail.codecs.trading.Side;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.log.Record;
import io.taffrail.log.RecordHandler;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Publishes what matching says to {@link Exchange#EXECUTIONS}, each message once, also when it is said again: while there are
 * messages of before in the log, a message is compared with the one that is there, and is not published. The first one that is
 * not there is published, and so are all that follow.
 *
 * <p>Threading: one thread; there is one writer of the topic at a time.
 */
final class Outputs implements MatchListener, AutoCloseable {
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int MAX_LENGTH = HEADER_LENGTH
            + Math.max(
                    ExecutionEncoder.BLOCK_LENGTH,
                    Math.max(CancelledEncoder.BLOCK_LENGTH, BookUpdateEncoder.BLOCK_LENGTH));

    private final InPlace live;
    private final Subscription recorded;
    private final long recordedEnd;
    private final UnsafeBuffer again = new UnsafeBuffer(new byte[MAX_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ExecutionEncoder execution = new ExecutionEncoder();
    private final CancelledEncoder cancelled = new CancelledEncoder();
    private final BookUpdateEncoder bookUpdate = new BookUpdateEncoder();
    private boolean isLive;
    private long sentTimeNs;
    private long sequence;
    private long executions;

    Outputs(final LogEngine engine) {
        live = new InPlace(engine, Exchange.EXECUTIONS);
        recorded = engine.subscribe(Exchange.EXECUTIONS, StartAt.earliest());
        recordedEnd = recorded.endOffset(0);
    }

    /** What is said from now on was caused by an order that was due to be sent at this time. */
    void causedBy(final long orderSentTimeNs) {
        sentTimeNs = orderSentTimeNs;
    }

    @Override
    public void onExecution(
            final int instrument,
            final long restingOrderId,
            final long incomingOrderId,
            final boolean isIncomingBuy,
            final long price,
            final int quantity) {
        final int length = HEADER_LENGTH + ExecutionEncoder.BLOCK_LENGTH;
        execution
                .wrapAndApplyHeader(begin(length), 0, header)
                .sequence(sequence)
                .sentTime(sentTimeNs)
                .restingOrderId(restingOrderId)
                .incomingOrderId(incomingOrderId)
                .price(price)
                .quantity(quantity)
                .instrument(instrument)
                .incomingSide(isIncomingBuy ? Side.BUY : Side.SELL);
        end(length);
        executions++;
    }

    @Override
    public void onCancelled(final int instrument, final long orderId, final int quantity) {
        final int length = HEADER_LENGTH + CancelledEncoder.BLOCK_LENGTH;
        cancelled
                .wrapAndApplyHeader(begin(length), 0, header)
                .sequence(sequence)
                .sentTime(sentTimeNs)
                .orderId(orderId)
                .quantity(quantity)
                .instrument(instrument);
        end(length);
    }

    @Override
    public void onBookUpdate(
            final int instrument,
            final long bidPrice,
            final long bidQuantity,
            final long askPrice,
            final long askQuantity) {
        final int length = HEADER_LENGTH + BookUpdateEncoder.BLOCK_LENGTH;
        bookUpdate
                .wrapAndApplyHeader(begin(length), 0, header)
                .sequence(sequence)
                .sentTime(sentTimeNs)
                .bidPrice(bidPrice)
                .askPrice(askPrice)
                .bidQuantity(bidQuantity)
                .askQuantity(askQuantity)
                .instrument(instrument);
        end(length);
    }

    private MutableDirectBuffer begin(final int length) {
        return isLive ? live.begin(length) : again;
    }

    private void end(final int length) {
        if (isLive) {
            live.end();
        } else if (!isRecorded(length)) {
            isLive = true;
            live.begin(length).putBytes(0, again, 0, length);
            live.end();
        }
        sequence++;
    }

    /** Whether the message that was said again is in the log, as it must be if there is one in its place. */
    private boolean isRecorded(final int length) {
        return pollRecorded(record -> requireSame(record, length));
    }

    /** All orders were matched again: there must not be messages that none of them demands. */
    void requireAllSaid() {
        if (!isLive) {
            pollRecorded(record -> {
                throw new IllegalStateException("no order demands this message: topic=" + Exchange.EXECUTIONS
                        + " offset=" + record.offset() + " sequence=" + sequence
                        + ": orders were lost, by a power loss for example");
            });
        }
    }

    private boolean pollRecorded(final RecordHandler handler) {
        int polled = 0;
        while (polled == 0 && recorded.position(0) < recordedEnd) {
            polled = recorded.poll(handler, 1);
        }
        if (polled < 0) {
            throw new IllegalStateException(
                    "executions are gone: topic=" + Exchange.EXECUTIONS + " lost=" + recorded.lostRecords(0));
        }
        return polled > 0;
    }

    private void requireSame(final Record record, final int length) {
        final UnsafeBuffer there = new UnsafeBuffer(record.buffer(), record.valueIndex(), record.valueLength());
        if (!there.equals(new UnsafeBuffer(again, 0, length))) {
            throw new IllegalStateException("matching the orders again gave another message: topic="
                    + Exchange.EXECUTIONS + " offset=" + record.offset() + " sequence=" + sequence
                    + ": the orders were changed, or other code matched them");
        }
    }

    /** How many messages were said. */
    long said() {
        return sequence;
    }

    /** How many of them were executions. */
    long executions() {
        return executions;
    }

    @Override
    public void close() {
        live.close();
        recorded.close();
    }
}
