/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.stream;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the pipeline is to come to: the same of the same input, in one thread and without a log.
 *
 * @param trades   lines that are enriched.
 * @param rejected lines that are rejected.
 * @param bars     by symbol and window.
 */
record DirectComputation(long trades, long rejected, Map<String, Bar> bars) {

    static DirectComputation of(final RawInput input, final int windowMinutes) {
        final Map<String, Bar> bars = new TreeMap<>();
        long trades = 0;
        long rejected = 0;
        for (final RawInput.Line line : input.lines()) {
            final OrderLine order;
            try {
                order = OrderLine.parse(line.text());
            } catch (final UnusableException ex) {
                rejected++;
                continue;
            }
            final Instrument instrument = input.instruments().get(line.symbol());
            if (order.isExecution() && instrument == null) {
                rejected++;
            } else if (order.isExecution()) {
                trades++;
                bars.merge(
                        Bar.key(line.symbol(), line.timeNs(), windowMinutes),
                        Bar.EMPTY.with(Trade.of(order, instrument)),
                        DirectComputation::add);
            }
        }
        return new DirectComputation(trades, rejected, bars);
    }

    private static Bar add(final Bar one, final Bar other) {
        return new Bar(
                one.trades() + other.trades(),
                one.size() + other.size(),
                one.notional() + other.notional(),
                Math.min(one.low(), other.low()),
                Math.max(one.high(), other.high()));
    }
}
