/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * {@code taffrail schemas}: {@link io.taffrail.tools.schemas.SchemasCommand} and its subcommands, one class each. Looking reads the log
 * ({@link io.taffrail.schema.SchemasView}), registering needs an engine. May depend on the schemas, the log engine and {@code console}.
 */
package io.taffrail.tools.schemas;
