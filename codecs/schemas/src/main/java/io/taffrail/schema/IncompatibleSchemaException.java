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
    private static final int NAMED = 3;

    private final transient List<Incompatibility> problems;

    IncompatibleSchemaException(final String subject, final Compatibility level, final List<Incompatibility> problems) {
        super("schema is not compatible: subject=" + subject + " level=" + level + ": " + describe(problems));
        this.problems = List.copyOf(problems);
    }

    /** A type that changes moves all that is behind it: the first problems say why. */
    private static String describe(final List<Incompatibility> problems) {
        final String named = problems.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining("; "));
        final int others = problems.size() - NAMED;
        return others > 0 ? named + "; and problems=" + others + " more" : named;
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
