/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * An exchange: orders go in at a gateway, are matched, and come out as executions and market data; an audit works all of it out
 * again.
 *
 * <pre>
 *   order flow -> gateway ->| trading.orders |-> matching engine ->| trading.executions |-> market data ->| trading.market-data |
 *                                   |                                        |                                     |
 *                                   `-----------------> audit <--------------+-------------------------------------'
 * </pre>
 *
 * <p>Messages are SBE, written in place into the log and read in place. Start with {@link
 * io.taffrail.examples.trading.MatchingEngine}: a pure function of the orders, which is what makes it exactly once, then {@link
 * io.taffrail.examples.trading.Outputs}. It depends on the log engine's public API, the codecs and HdrHistogram.
 */
package io.taffrail.examples.trading;
