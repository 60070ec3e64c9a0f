/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.serialization;

/**
 * Both ways for one type.
 *
 * @param <T> type of the values.
 */
public interface Serde<T> extends Serializer<T>, Deserializer<T> {}
