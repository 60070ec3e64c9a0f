/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Histories of consumer groups and of transactions as Apache Kafka answered them, and what replays them against any
 * coordinator. A history is a {@link io.taffrail.kafkacontract.Transcript}, kept as text among the resources of this package; a
 * coordinator takes part by implementing {@link io.taffrail.kafkacontract.GroupTarget} or
 * {@link io.taffrail.kafkacontract.TransactionTarget}. Start at {@link io.taffrail.kafkacontract.ScriptRunner}; the
 * syntax is in docs/kafka-comparison.md.
 *
 * <p>Depends on nothing but the JDK. Nothing here is published.
 */
package io.taffrail.kafkacontract;
