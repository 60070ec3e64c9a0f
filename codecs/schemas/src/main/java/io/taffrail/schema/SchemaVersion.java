/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

/**
 * A version of a subject.
 *
 * @param subject  that it belongs to.
 * @param version  number in its subject, from 1; not the SBE version.
 * @param document that it is.
 */
public record SchemaVersion(String subject, int version, SchemaDocument document) {
    /**
     * Id of its document.
     *
     * @return the same in every subject that has the document.
     */
    public int id() {
        return document.id();
    }
}
