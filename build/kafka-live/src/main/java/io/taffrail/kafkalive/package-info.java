/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Apache Kafka as a target of the scripts of {@code io.taffrail.kafkacontract}: a broker in this JVM and a small client. Start
 * at {@link io.taffrail.kafkalive.KafkaGroupTarget} and {@link io.taffrail.kafkalive.KafkaTransactionTarget}.
 *
 * <p>Depends on the contract and on Kafka, never on the engine. Nothing here is published.
 */
package io.taffrail.kafkalive;
