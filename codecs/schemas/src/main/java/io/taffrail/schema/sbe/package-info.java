/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * SBE schemas by themselves: parsed, compared by SBE's rules of extension, and used to decode messages.
 *
 * <pre>
 *   text --&gt; {@link io.taffrail.schema.sbe.SbeSchema} --&gt; {@link io.taffrail.schema.sbe.SchemaRules}     can one read the other?
 *                          |
 *                          +------&gt; {@link io.taffrail.schema.sbe.MessageDecoder}  bytes to values, by name
 * </pre>
 *
 * <p>Start with {@link io.taffrail.schema.sbe.SbeSchema}. Parsing and decoding are the SBE tool's; what it takes on trust is checked
 * here before: that a document stands alone, and that a message lies within its bytes.
 *
 * <p>Depends on the SBE tool, Agrona and the JDK.
 */
package io.taffrail.schema.sbe;
