/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Consumers as in Kafka: members of groups, which share the partitions of topics, commit offsets and go on from there; or
 * on their own, with partitions that they chose.
 *
 * <p>Start with {@link io.taffrail.consumer.Consumer}.
 *
 * <p>Depends on {@code io.taffrail.coordinator}, {@code io.taffrail.assignor}, {@code io.taffrail.engine} and what those
 * depend on.
 */
package io.taffrail.consumer;
