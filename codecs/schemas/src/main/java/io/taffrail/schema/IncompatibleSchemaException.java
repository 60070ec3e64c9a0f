/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

import io.taffrail.engine.EngineException;
import java.util.List;
import java.util.stream.Collectors;

/** A schema was not registered, since it does not agree with what its subject has; nothing was changed. */
public final class IncompatibleSchemaException extends EngineException {
    private static final long serialVersionUID = 1L;

    private final transient List<Incompatibility> problems;

    IncompatibleSchemaException(final String subject, final Compatibility level, final List<Incompatibility> problems) {
        super("schema is not compatible: subject=" + subject + " level=" + level + ": "
                + problems.stream().map(String::valueOf).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /**
     * All that is in its way.
     *
     * @return at least one.
     */
    public List<Incompatibility> problems() {
        return problems;
    }
}
