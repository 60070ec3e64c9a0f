/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

/** Order events one after the other. Not thread safe; read by the thread that opened it. */
interface OrderSource extends AutoCloseable {

    /**
     * Fills {@code row} with the next event; {@code sentTimeNs} is left alone.
     *
     * @return false at the end of the input, with {@code row} unchanged.
     * @throws BadInputException when the input cannot be understood.
     */
    boolean next(OrderEventRow row);

    @Override
    void close();
}
