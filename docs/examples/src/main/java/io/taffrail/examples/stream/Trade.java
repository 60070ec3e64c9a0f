/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.stream;

/**
 * An execution with what is known of its instrument: the value of the enriched topic, {@code 5853300,18,105359400,Apple}. Its
 * symbol is the key of the record, its time the timestamp.
 *
 * @param price    dollars times 10,000.
 * @param size     shares or contracts.
 * @param notional dollars times 10,000 that changed hands.
 * @param name     of the instrument.
 */
record Trade(long price, int size, long notional, String name) {
    static Trade of(final OrderLine line, final Instrument instrument) {
        return new Trade(
                line.price(), line.size(), line.price() * line.size() * instrument.multiplier(), instrument.name());
    }

    static Trade parse(final String value) {
        final String[] columns = value.split(",", 4);
        return new Trade(
                Long.parseLong(columns[0]), Integer.parseInt(columns[1]), Long.parseLong(columns[2]), columns[3]);
    }

    String value() {
        return price + "," + size + "," + notional + "," + name;
    }
}
