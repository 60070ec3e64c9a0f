/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A bank by event sourcing: no balance is stored anywhere, each is the sum of the account's events.
 *
 * <pre>
 *   customers ->| bank.requests |-> tellers, a group ->| bank.decisions |
 *                                        ^         `-->| bank.credits   |
 *                                        `--- replay ---------'
 * </pre>
 *
 * <p>A teller takes requests, decides them, and publishes the decision, the credit to the other account and how far it has
 * read in one transaction: all of it counts, or nothing does, whenever its process dies. Start with {@link
 * io.taffrail.examples.bank.Teller}, then {@link io.taffrail.examples.bank.Ledger}; {@link io.taffrail.examples.bank.Audit} says
 * what must be true at the end. It depends on the log engine's public API.
 */
package io.taffrail.examples.bank;
