/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

/** One line of a script, understood. Immutable. */
sealed interface Command {
    /** The name under which requests of administrators are sent: their answers are shown without a client. */
    String ADMIN = "admin";

    /** A request of one client. */
    record Send(String client, Request request) implements Command {}

    /** Time that passes, in milliseconds. */
    record Wait(long durationMs) implements Command {}
}
