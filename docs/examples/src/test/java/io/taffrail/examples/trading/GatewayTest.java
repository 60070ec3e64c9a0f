/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taffrail.engine.LogEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayTest {
    @TempDir
    private Path directory;

    @Test
    void shouldRefuseWhatIsNoOrderAndPublishNothingOfIt() {
        try (LogEngine engine = open();
                Gateway gateway = new Gateway(engine)) {
            assertEquals(Gateway.UNKNOWN_INSTRUMENT, gateway.enter(order(-1, 100, 1)));
            assertEquals(Gateway.UNKNOWN_INSTRUMENT, gateway.enter(order(Gateway.MAX_INSTRUMENTS, 100, 1)));
            assertEquals(Gateway.INVALID_PRICE, gateway.enter(order(0, 0, 1)));
            assertEquals(Gateway.INVALID_PRICE, gateway.enter(order(0, Gateway.MAX_PRICE + 1, 1)));
            assertEquals(Gateway.INVALID_QUANTITY, gateway.enter(order(0, 100, 0)));
            assertEquals(Gateway.INVALID_QUANTITY, gateway.enter(order(0, 100, Gateway.MAX_QUANTITY + 1)));
            assertEquals(Gateway.INVALID_QUANTITY, gateway.cancel(1, order(0, 100, 0)));
            assertEquals(Gateway.UNKNOWN_INSTRUMENT, gateway.cancel(1, order(-1, 100, 1)));

            assertEquals(8, gateway.refused());
            assertEquals(0, gateway.accepted());
            assertEquals(0, Day.of(engine).orders.size());
        }
    }

    @Test
    void shouldNumberOrdersOnAfterARestart() {
        try (LogEngine engine = open()) {
            try (Gateway gateway = new Gateway(engine)) {
                assertEquals(1, gateway.enter(order(0, 100, 1)));
                assertEquals(2, gateway.enter(order(0, 100, 1)));
                assertEquals(1, gateway.cancel(1, order(0, 100, 1)));
            }
            try (Gateway gateway = new Gateway(engine)) {
                assertEquals(2, gateway.lastId());
                assertEquals(3, gateway.enter(order(0, 100, 1)));
            }
        }
    }

    private LogEngine open() {
        final LogEngine engine = LogEngine.open(directory);
        Exchange.open(engine);
        return engine;
    }

    private static OrderRequest order(final int instrument, final long price, final int quantity) {
        final OrderRequest request = new OrderRequest();
        request.instrument = instrument;
        request.price = price;
        request.quantity = quantity;
        request.isBuy = true;
        return request;
    }
}
