/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.fanout;

import io.taffrail.log.Record;

/**
 * An order, as the topic has it: the customer is the key, so that orders of one customer stay in order; number and price
 * are the value, {@code 17,1299}.
 */
record Order(int number, String customer, long cents) {
    private static final int CUSTOMERS = 1_000;

    static Order numbered(final int number) {
        return new Order(number, "customer-" + number % CUSTOMERS, 100 + number * 37L % 9_900);
    }

    static Order of(final Record record) {
        final String value = record.valueAsString();
        final int comma = value.indexOf(',');
        return new Order(
                Integer.parseInt(value.substring(0, comma)),
                record.keyAsString(),
                Long.parseLong(value.substring(comma + 1)));
    }

    String value() {
        return number + "," + cents;
    }
}
