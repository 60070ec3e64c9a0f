/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.stream;

import java.math.BigDecimal;
import java.util.Set;

/**
 * A line of a LOBSTER message file: {@code time,type,order id,size,price,direction}.
 *
 * @param type  1 new, 2 partial cancel, 3 delete, 4 execution, 5 execution of a hidden order, 6 cross, 7 halt.
 * @param size  shares.
 * @param price dollars times 10,000.
 */
record OrderLine(int type, int size, long price) {
    private static final int COLUMNS = 6;
    private static final int LAST_TYPE = 7;
    private static final int MAX_SIZE = 1_000_000;
    private static final long MAX_PRICE = 10_000_000_000L;
    private static final BigDecimal MAX_SECONDS = new BigDecimal(86_400);
    private static final int DECIMALS_OF_NS = 9;
    private static final Set<Integer> EXECUTIONS = Set.of(4, 5);

    /**
     * Understand a line.
     *
     * @throws UnusableException if it cannot be; the message says why.
     */
    static OrderLine parse(final String line) {
        final String[] columns = line.split(",", -1);
        if (columns.length != COLUMNS) {
            throw new UnusableException("columns=" + columns.length + " expected=" + COLUMNS);
        }
        timeNs(line);
        final int type = (int) number("type", columns[1], 1, LAST_TYPE);
        number("order id", columns[2], 0, Long.MAX_VALUE);
        final int size = (int) number("size", columns[3], 0, MAX_SIZE);
        final long price = number("price", columns[4], -1, MAX_PRICE);
        number("direction", columns[5], -1, 1);
        return new OrderLine(type, size, price);
    }

    /**
     * When the event of a line was.
     *
     * @return nanoseconds after midnight.
     * @throws UnusableException if the first column does not say so.
     */
    static long timeNs(final String line) {
        final int comma = line.indexOf(',');
        final String text = comma < 0 ? line : line.substring(0, comma);
        try {
            final BigDecimal seconds = new BigDecimal(text);
            if (seconds.signum() >= 0 && seconds.compareTo(MAX_SECONDS) < 0) {
                return seconds.movePointRight(DECIMALS_OF_NS).longValue();
            }
        } catch (final NumberFormatException ex) {
            // said below
        }
        throw new UnusableException("time=" + text + " expected seconds after midnight");
    }

    boolean isExecution() {
        return EXECUTIONS.contains(type);
    }

    private static long number(final String column, final String text, final long min, final long max) {
        try {
            final long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (final NumberFormatException ex) {
            // said below
        }
        throw new UnusableException(column + "=" + text + " expected a whole number from " + min + " to " + max);
    }
}
