/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import java.util.Map;

/**
 * A message, decoded.
 *
 * @param templateId which message of its schema it is.
 * @param name       of the message.
 * @param schemaId   id of its schema, as its header says.
 * @param version    of the schema of whoever wrote it, as its header says; may be higher than the one it was decoded by.
 * @param fields     by name, in order. A number is a {@link Long}, or a {@link java.math.BigInteger} where that is too small, a
 *     {@link Float} or a {@link Double}; characters are a {@link String}; an enum is the name of its value, or a {@link Long} that
 *     has no name; a set is a {@link java.util.List} of the names of its bits, a {@link Long} for each that has none; an array is a
 *     list, a composite a map, a group a list of maps; data is a {@link String} if its schema names a character encoding that it
 *     has, else {@code byte[]}. Null stands for no value. What came after the writer's version is not in the map.
 */
public record DecodedMessage(int templateId, String name, int schemaId, int version, Map<String, Object> fields) {}
