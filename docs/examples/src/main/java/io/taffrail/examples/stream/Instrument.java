/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.stream;

/**
 * What is known of an instrument: the value of the reference topic, {@code 50,E-mini S&P 500}.
 *
 * @param multiplier what a size of one stands for.
 * @param name       for people.
 */
record Instrument(long multiplier, String name) {
    static Instrument parse(final String value) {
        final int comma = value.indexOf(',');
        return new Instrument(Long.parseLong(value.substring(0, comma)), value.substring(comma + 1));
    }

    String value() {
        return multiplier + "," + name;
    }
}
