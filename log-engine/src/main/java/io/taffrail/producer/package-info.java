/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Producers that write in transactions, as in Kafka: records in several partitions and topics, and offsets of what was
 * consumed, count together or not at all.
 *
 * <p>Start with {@link io.taffrail.producer.TransactionalProducer}.
 *
 * <p>Depends on {@code io.taffrail.consumer}, {@code io.taffrail.coordinator}, {@code io.taffrail.engine} and what those
 * depend on.
 */
package io.taffrail.producer;
