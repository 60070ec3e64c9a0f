/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Topic names, topic settings and the engine's configuration: what may be set, its default, and what is refused.
 *
 * <p>Settings have Kafka's names and, where a difference is not worth its surprise, Kafka's defaults. Every key, type,
 * default, valid value and explanation stands once, in {@link io.taffrail.settings.SettingKeys}; parsing, validation
 * and {@code docs/configuration.md} follow that table, the latter held to it by a test.
 *
 * <p>Depends on the JDK only, and may depend on Agrona. Start reading at {@link io.taffrail.settings.SettingKeys}, then
 * {@link io.taffrail.settings.TopicSettings}.
 */
package io.taffrail.settings;
