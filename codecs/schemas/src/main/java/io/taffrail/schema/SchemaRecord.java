/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

/** What a registry remembers: whoever runs the core appends these to a log, and hands each back once it is there to stay. */
sealed interface SchemaRecord {
    /** A subject has a version. */
    record VersionStored(String subject, int version, int id, String text) implements SchemaRecord {}

    /** How versions of a subject have to agree; of all, where the subject is empty. */
    record CompatibilityStored(String subject, Compatibility level) implements SchemaRecord {}
}
