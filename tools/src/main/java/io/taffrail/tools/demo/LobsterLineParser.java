/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import io.taffrail.codecs.examples.OrderEventType;
import io.taffrail.codecs.examples.Side;
import java.nio.charset.StandardCharsets;

/**
 * Parses one line of a LOBSTER message file: {@code time,type,order id,size,price,direction}.
 *
 * <p>Strict on purpose: no signs, blanks or quotes beyond what the format has, so that a file of another kind is
 * refused at its first odd line instead of being half understood. Every refusal names file, line, column, what was found
 * and what is expected.
 *
 * <p>Nine decimals of a second are read exactly. Recorded files have the odd time with more ({@code 35821.088778456004}),
 * left there by whoever kept it in a double; it is rounded to the nanosecond.
 */
final class LobsterLineParser {
    /** A million dollars a share; leaves room to multiply by sizes. */
    static final long MAX_PRICE = 10_000_000_000L;

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int DECIMALS_OF_NS = 9;
    private static final long MAX_SECONDS = 86_400L;
    private static final int MAX_DIGITS = 18;
    private static final long MAX_ORDER_ID = 999_999_999_999_999_999L;
    private static final int MAX_SHOWN = 40;
    private static final int COLUMNS = 6;
    private static final String TIME_RULE = "seconds after midnight from 0 to 86400, such as 34200.004241176";

    private final String fileName;
    private byte[] bytes = new byte[0];
    private long lineNumber;
    private int lineEnd;
    private int column;
    private String columnName = "";
    private int fieldStart;
    private int fieldEnd;

    LobsterLineParser(final String fileName) {
        this.fileName = fileName;
    }

    /** Fills {@code row} from {@code bytes[from, to)}, line {@code number} of the file, without its line end. */
    void parse(final byte[] bytes, final int from, final int to, final long number, final OrderEventRow row) {
        this.bytes = bytes;
        lineNumber = number;
        lineEnd = to;
        column = 0;
        fieldEnd = from - 1;

        row.eventTimeNs = timeNs();
        row.type = type();
        final boolean isHalt = row.type == OrderEventType.HALT;
        row.orderId = number("order id", 0, MAX_ORDER_ID);
        row.size = (int) number("size", isHalt ? 0 : 1, Integer.MAX_VALUE);
        row.price = isHalt ? number("price", -1, 1) : number("price", 1, MAX_PRICE);
        row.side = side();
        expectLineEnd();
    }

    private void nextField(final String name) {
        column++;
        columnName = name;
        fieldStart = Math.min(fieldEnd + 1, lineEnd);
        if (fieldEnd >= lineEnd) {
            throw refuse("the line ends before it; a line has " + COLUMNS + " columns");
        }
        int end = fieldStart;
        while (end < lineEnd && bytes[end] != ',') {
            end++;
        }
        fieldEnd = end;
    }

    private long timeNs() {
        nextField("time");
        int dot = fieldStart;
        while (dot < fieldEnd && bytes[dot] != '.') {
            dot++;
        }
        final long seconds = digits(fieldStart, dot);
        final long fractionNs = dot < fieldEnd ? fractionNs(dot + 1) : 0;
        if (seconds < 0 || seconds > MAX_SECONDS || fractionNs < 0) {
            throw expected(lineNumber == 1 ? TIME_RULE + " (a LOBSTER file has no header line)" : TIME_RULE);
        }
        return seconds * NS_PER_SECOND + fractionNs;
    }

    /** The digits from {@code from} to the field's end as a decimal fraction of a second, or -1. */
    private long fractionNs(final int from) {
        final int exactEnd = Math.min(fieldEnd, from + DECIMALS_OF_NS);
        final boolean hasMore = exactEnd < fieldEnd;
        long fractionNs = digits(from, exactEnd);
        if (fractionNs < 0 || (hasMore && digits(exactEnd, fieldEnd) < 0)) {
            return -1;
        }
        for (int i = exactEnd - from; i < DECIMALS_OF_NS; i++) {
            fractionNs *= 10;
        }
        return hasMore && bytes[exactEnd] >= '5' ? fractionNs + 1 : fractionNs;
    }

    private OrderEventType type() {
        nextField("type");
        final int digit = fieldEnd - fieldStart == 1 ? bytes[fieldStart] - '0' : -1;
        return switch (digit) {
            case 1 -> OrderEventType.NEW_LIMIT;
            case 2 -> OrderEventType.PARTIAL_CANCEL;
            case 3 -> OrderEventType.DELETE;
            case 4 -> OrderEventType.EXECUTE_VISIBLE;
            case 5 -> OrderEventType.EXECUTE_HIDDEN;
            case 6 -> throw expected("1, 2, 3, 4, 5 or 7; the demo has no message for 6, a cross: remove such lines");
            case 7 -> OrderEventType.HALT;
            default -> throw expected("an event type: 1, 2, 3, 4, 5 or 7");
        };
    }

    private Side side() {
        final long direction = number("direction", -1, 1);
        if (direction == 0) {
            throw expected("1 (buy) or -1 (sell)");
        }
        return direction == 1 ? Side.BUY : Side.SELL;
    }

    private long number(final String name, final long min, final long max) {
        nextField(name);
        final boolean isNegative = min < 0 && fieldStart < fieldEnd && bytes[fieldStart] == '-';
        final long magnitude = digits(isNegative ? fieldStart + 1 : fieldStart, fieldEnd);
        final long value = isNegative ? -magnitude : magnitude;
        if (magnitude < 0 || value < min || value > max) {
            throw expected("a whole number from " + min + " to " + max);
        }
        return value;
    }

    /** The value of 1 to 18 decimal digits in {@code bytes[from, to)}, or -1 when they are anything else. */
    private long digits(final int from, final int to) {
        if (to <= from || to - from > MAX_DIGITS) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            final int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private void expectLineEnd() {
        if (fieldEnd < lineEnd) {
            column++;
            columnName = "extra";
            fieldStart = fieldEnd + 1;
            fieldEnd = lineEnd;
            throw expected("the line to end after " + COLUMNS + " columns");
        }
    }

    private BadInputException expected(final String rule) {
        return refuse("found=\"" + shown() + "\" expected " + rule);
    }

    private BadInputException refuse(final String reason) {
        return new BadInputException(
                "input=" + fileName + " line=" + lineNumber + " column=" + column + " (" + columnName + "): " + reason);
    }

    /** The field as it can be shown on a terminal: printable ASCII, cut when long. */
    private String shown() {
        final int length = Math.min(fieldEnd - fieldStart, MAX_SHOWN);
        final byte[] safe = new byte[length];
        for (int i = 0; i < length; i++) {
            final byte b = bytes[fieldStart + i];
            safe[i] = b >= ' ' && b < 127 ? b : (byte) '?';
        }
        final String text = new String(safe, StandardCharsets.US_ASCII);
        return fieldEnd - fieldStart > MAX_SHOWN ? text + "..." : text;
    }
}
