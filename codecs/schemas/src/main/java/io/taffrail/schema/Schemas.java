/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

import io.taffrail.schema.sbe.SbeSchema;
import java.util.List;
import java.util.Optional;

/** What can be asked of registered schemas without changing anything: of a registry, or of a view of its log. */
public interface Schemas {
    /** Ending of the subject for the values of a topic, behind its name, as with Confluent's registry. */
    String VALUE_SUFFIX = "-value";

    /** Ending of the subject for the keys of a topic. */
    String KEY_SUFFIX = "-key";

    /**
     * All subjects that have a version.
     *
     * @return in order of their names.
     */
    List<String> subjects();

    /**
     * The versions of a subject.
     *
     * @param subject its name.
     * @return in order; empty where there is no such subject.
     */
    List<SchemaVersion> versions(String subject);

    /**
     * The newest version of a subject.
     *
     * @param subject its name.
     * @return the version, if there is one.
     */
    Optional<SchemaVersion> latest(String subject);

    /**
     * The document of an id.
     *
     * @param id as records carry it.
     * @return the document, if there is one.
     */
    Optional<SchemaDocument> document(int id);

    /**
     * How versions of a subject have to agree.
     *
     * @param subject its name; there need not be such a subject.
     * @return its own level, or the one for all.
     */
    Compatibility compatibility(String subject);

    /**
     * How versions of subjects without a level of their own have to agree.
     *
     * @return {@link Compatibility#BACKWARD} unless another one was set.
     */
    Compatibility compatibility();

    /**
     * Whether a schema could become the next version of a subject. Nothing is changed.
     *
     * @param subject its name; there need not be such a subject.
     * @param schema  to compare with its versions.
     * @param level   how.
     * @return all that is in its way; empty if it could.
     */
    List<Incompatibility> check(String subject, SbeSchema schema, Compatibility level);
}
