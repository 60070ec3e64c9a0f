/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A registry of SBE schemas in the engine: subjects, their versions, ids that records carry in a header, and the levels of
 * compatibility that new versions have to keep.
 *
 * <pre>
 *   register, check --&gt; {@link io.taffrail.schema.SchemaRegistry} --&gt; SchemaCore --&gt; record --&gt; append --&gt; log of __schemas
 *                                                   ^                                    |
 *                                                   +---- apply &lt;------------------------+  what is durable is read back
 *
 *   look, from anywhere --&gt; {@link io.taffrail.schema.SchemasView}
 * </pre>
 *
 * <p>Start with {@link io.taffrail.schema.SchemaRegistry}; what agrees with what is {@link io.taffrail.schema.sbe.SchemaRules}'s
 * affair.
 *
 * <p>Depends on {@code io.taffrail.schema.sbe}, {@code io.taffrail.engine} and what that depends on, the codecs, Agrona and the JDK.
 */
package io.taffrail.schema;
