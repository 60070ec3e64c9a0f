/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

/**
 * An answer and whom it reached. Immutable.
 *
 * @param client name of the client that asked.
 * @param answer what it was told.
 */
public record Reply(String client, Answer answer) {}
