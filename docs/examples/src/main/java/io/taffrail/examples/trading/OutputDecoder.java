/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import io.taffrail.codecs.trading.BookUpdateDecoder;
import io.taffrail.codecs.trading.CancelledDecoder;
import io.taffrail.codecs.trading.ExecutionDecoder;
import io.taffrail.codecs.trading.MessageHeaderDecoder;
import io.taffrail.codecs.trading.Side;
import io.taffrail.log.Record;

/** Reads records of {@link Exchange#EXECUTIONS} in place. */
final class OutputDecoder {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ExecutionDecoder execution = new ExecutionDecoder();
    private final CancelledDecoder cancelled = new CancelledDecoder();
    private final BookUpdateDecoder bookUpdate = new BookUpdateDecoder();
    private long sequence;
    private long sentTimeNs;

    /** Hand a message on. */
    void decode(final Record record, final MatchListener listener) {
        header.wrap(record.buffer(), record.valueIndex());
        switch (header.templateId()) {
            case ExecutionDecoder.TEMPLATE_ID -> {
                execution.wrapAndApplyHeader(record.buffer(), record.valueIndex(), header);
                stamp(execution.sequence(), execution.sentTime());
                listener.onExecution(
                        execution.instrument(),
                        execution.restingOrderId(),
                        execution.incomingOrderId(),
                        execution.incomingSide() == Side.BUY,
                        execution.price(),
                        execution.quantity());
            }
            case CancelledDecoder.TEMPLATE_ID -> {
                cancelled.wrapAndApplyHeader(record.buffer(), record.valueIndex(), header);
                stamp(cancelled.sequence(), cancelled.sentTime());
                listener.onCancelled(cancelled.instrument(), cancelled.orderId(), cancelled.quantity());
            }
            case BookUpdateDecoder.TEMPLATE_ID -> {
                bookUpdate.wrapAndApplyHeader(record.buffer(), record.valueIndex(), header);
                stamp(bookUpdate.sequence(), bookUpdate.sentTime());
                listener.onBookUpdate(
                        bookUpdate.instrument(),
                        bookUpdate.bidPrice(),
                        bookUpdate.bidQuantity(),
                        bookUpdate.askPrice(),
                        bookUpdate.askQuantity());
            }
            default ->
                throw new IllegalStateException("no execution: topic=" + record.topic() + " offset=" + record.offset()
                        + " templateId=" + header.templateId());
        }
    }

    private void stamp(final long newSequence, final long newSentTimeNs) {
        sequence = newSequence;
        sentTimeNs = newSentTimeNs;
    }

    /** Sequence of the message that is or was handed on last. */
    long sequence() {
        return sequence;
    }

    /** When the order that caused it was due to be sent. */
    long sentTimeNs() {
        return sentTimeNs;
    }
}
