/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

/** What a trader wants, before the gateway has looked at it. Reused, so that a flow of orders makes no garbage. */
final class OrderRequest {
    long sentTimeNs;
    int instrument;
    boolean isBuy;
    boolean isImmediate;
    long price;
    int quantity;
}
