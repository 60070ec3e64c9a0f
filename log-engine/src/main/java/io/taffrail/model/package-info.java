/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The nouns of Kafka's model that everything above the log shares: a topic's partition, an offset that was committed, the
 * names of errors.
 *
 * <p>Depends on the JDK alone.
 */
package io.taffrail.model;
