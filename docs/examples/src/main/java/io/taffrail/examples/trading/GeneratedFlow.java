/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import java.util.SplittableRandom;

/** Made up orders around prices that wander; the same seed and the same answers of the gateway give the same orders. */
final class GeneratedFlow implements OrderFlow {
    private static final long FIRST_PRICE = 10_000;
    private static final long LOWEST_PRICE = 100;
    private static final int SPREAD = 12;
    private static final int REMEMBERED = 1 << 12;
    private static final int LOTS = 10;
    private static final int LOT = 100;

    private final SplittableRandom random;
    private final long[] prices;
    private final long[] ids = new long[REMEMBERED];
    private final int[] instruments = new int[REMEMBERED];
    private final OrderRequest request = new OrderRequest();
    private long sent;

    GeneratedFlow(final long seed, final int instruments) {
        random = new SplittableRandom(seed);
        prices = new long[instruments];
        java.util.Arrays.fill(prices, FIRST_PRICE);
    }

    @Override
    public boolean send(final Gateway gateway, final long dueNs) {
        request.sentTimeNs = dueNs;
        if (sent > 0 && random.nextInt(10) < 3) {
            cancel(gateway);
        } else {
            enter(gateway);
        }
        return true;
    }

    /** One of the newer orders, which may have been executed meanwhile. */
    private void cancel(final Gateway gateway) {
        final int slot = random.nextInt((int) Math.min(sent, REMEMBERED));
        request.instrument = instruments[slot];
        request.quantity = random.nextInt(4) == 0 ? LOT : Gateway.MAX_QUANTITY;
        gateway.cancel(ids[slot], request);
    }

    private void enter(final Gateway gateway) {
        final int instrument = random.nextInt(prices.length);
        if (random.nextInt(50) == 0) {
            prices[instrument] = Math.max(LOWEST_PRICE, prices[instrument] + random.nextInt(-3, 4));
        }
        request.instrument = instrument;
        request.isBuy = random.nextBoolean();
        request.isImmediate = random.nextInt(10) == 0;
        final int away = random.nextInt(SPREAD) - SPREAD / 4; // a quarter of them crosses the middle
        request.price = prices[instrument] + (request.isBuy ? -away : away);
        request.quantity = random.nextInt(1_000) == 0 ? 0 : LOT * (1 + random.nextInt(LOTS)); // a slip of the keyboard
        final long id = gateway.enter(request);
        if (id > 0) {
            final int slot = (int) (sent++ % REMEMBERED);
            ids[slot] = id;
            instruments[slot] = instrument;
        }
    }
}
