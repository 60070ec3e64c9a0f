/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Apache Kafka as a target of the bench: brokers in JVMs of their own, clients in the bench's. Start at
 * {@link io.taffrail.bench.peer.kafka.KafkaTarget}.
 */
package io.taffrail.bench.peer.kafka;
