/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Turns keys and values into bytes and back: a small interface for each way, and those for the usual types. The
 * built-in ones write the bytes that Kafka's serializers of the same types write.
 *
 * <p>Depends on the JDK and Agrona only. Start reading at {@link io.taffrail.serialization.Serializer}; the built-in
 * ones come from {@link io.taffrail.serialization.Serializers}.
 */
package io.taffrail.serialization;
