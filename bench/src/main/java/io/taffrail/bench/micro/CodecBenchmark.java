/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.micro;

import io.taffrail.codecs.examples.MessageHeaderDecoder;
import io.taffrail.codecs.examples.MessageHeaderEncoder;
import io.taffrail.codecs.examples.OrderEventDecoder;
import io.taffrail.codecs.examples.OrderEventEncoder;
import io.taffrail.codecs.examples.OrderEventType;
import io.taffrail.codecs.examples.Side;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the generated codecs cost for an order event of 54 bytes, its message header included. The baselines store and load
 * the same fields by hand.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CodecBenchmark {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int BODY = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int SEQUENCE = BODY + OrderEventEncoder.sequenceEncodingOffset();
    private static final int EVENT_TIME = BODY + OrderEventEncoder.eventTimeEncodingOffset();
    private static final int ORDER_ID = BODY + OrderEventEncoder.orderIdEncodingOffset();
    private static final int PRICE = BODY + OrderEventEncoder.priceEncodingOffset();
    private static final int SHARES = BODY + OrderEventEncoder.sizeEncodingOffset();
    private static final int EVENT_TYPE = BODY + OrderEventEncoder.eventTypeEncodingOffset();
    private static final int SIDE = BODY + OrderEventEncoder.sideEncodingOffset();
    private static final int SENT_TIME = BODY + OrderEventEncoder.sentTimeEncodingOffset();

    private final UnsafeBuffer buffer =
            new UnsafeBuffer(ByteBuffer.allocateDirect(BODY + OrderEventEncoder.BLOCK_LENGTH));
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final OrderEventEncoder encoder = new OrderEventEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final OrderEventDecoder decoder = new OrderEventDecoder();
    private long number;

    /** JMH makes it. */
    public CodecBenchmark() {
        // nothing to set
    }

    /** Have a message to decode. */
    @Setup
    public void prepare() {
        encode();
    }

    /**
     * Encode with the generated encoder.
     *
     * @return what was written to.
     */
    @Benchmark
    public UnsafeBuffer encode() {
        final long next = number++;
        encoder.wrapAndApplyHeader(buffer, 0, headerEncoder)
                .sequence(next)
                .eventTime(next)
                .orderId(next)
                .price(next)
                .size((int) next)
                .eventType(OrderEventType.NEW_LIMIT)
                .side(Side.BUY)
                .sentTime(next);
        return buffer;
    }

    /**
     * Encode by hand.
     *
     * @return what was written to.
     */
    @Benchmark
    public UnsafeBuffer encodeByHand() {
        final long next = number++;
        buffer.putShort(
                MessageHeaderEncoder.blockLengthEncodingOffset(), (short) OrderEventEncoder.BLOCK_LENGTH, ORDER);
        buffer.putShort(MessageHeaderEncoder.templateIdEncodingOffset(), (short) OrderEventEncoder.TEMPLATE_ID, ORDER);
        buffer.putShort(MessageHeaderEncoder.schemaIdEncodingOffset(), (short) OrderEventEncoder.SCHEMA_ID, ORDER);
        buffer.putShort(MessageHeaderEncoder.versionEncodingOffset(), (short) OrderEventEncoder.SCHEMA_VERSION, ORDER);
        buffer.putLong(SEQUENCE, next, ORDER);
        buffer.putLong(EVENT_TIME, next, ORDER);
        buffer.putLong(ORDER_ID, next, ORDER);
        buffer.putLong(PRICE, next, ORDER);
        buffer.putInt(SHARES, (int) next, ORDER);
        buffer.putByte(EVENT_TYPE, (byte) OrderEventType.NEW_LIMIT.value());
        buffer.putByte(SIDE, Side.BUY.value());
        buffer.putLong(SENT_TIME, next, ORDER);
        return buffer;
    }

    /**
     * Decode with the generated decoder.
     *
     * @return a sum of the fields.
     */
    @Benchmark
    public long decode() {
        decoder.wrapAndApplyHeader(buffer, 0, headerDecoder);
        return decoder.sequence()
                + decoder.eventTime()
                + decoder.orderId()
                + decoder.price()
                + decoder.size()
                + decoder.eventTypeRaw()
                + decoder.sideRaw()
                + decoder.sentTime();
    }

    /**
     * Decode by hand.
     *
     * @return a sum of the fields.
     */
    @Benchmark
    public long decodeByHand() {
        if (buffer.getShort(MessageHeaderEncoder.templateIdEncodingOffset(), ORDER) != OrderEventEncoder.TEMPLATE_ID) {
            throw new IllegalStateException("another message");
        }
        return buffer.getLong(SEQUENCE, ORDER)
                + buffer.getLong(EVENT_TIME, ORDER)
                + buffer.getLong(ORDER_ID, ORDER)
                + buffer.getLong(PRICE, ORDER)
                + buffer.getInt(SHARES, ORDER)
                + (buffer.getByte(EVENT_TYPE) & 0xFF)
                + buffer.getByte(SIDE)
                + buffer.getLong(SENT_TIME, ORDER);
    }
}
