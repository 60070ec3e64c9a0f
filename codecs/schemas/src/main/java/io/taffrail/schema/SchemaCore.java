/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

import io.taffrail.schema.SchemaRecord.CompatibilityStored;
import io.taffrail.schema.SchemaRecord.VersionStored;
import io.taffrail.schema.sbe.SbeSchema;
import io.taffrail.schema.sbe.SchemaProblem;
import io.taffrail.schema.sbe.SchemaRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The registry as a pure state machine: what is asked goes in, an answer or a record to append comes out. It changes by applying
 * records only, and knows nothing of threads, logs or who asks.
 */
final class SchemaCore implements Schemas {
    /** The level of this subject is the one for all. */
    static final String ALL = "";

    private final Map<String, List<SchemaVersion>> subjects = new TreeMap<>();
    private final Map<Integer, SchemaDocument> byId = new HashMap<>();
    private final Map<String, SchemaDocument> byText = new HashMap<>();
    private final Map<String, Compatibility> levels = new HashMap<>();
    private int nextId = 1;

    /** Take over what the log says. */
    void apply(final SchemaRecord record) {
        if (record instanceof VersionStored stored) {
            apply(stored);
        } else if (record instanceof CompatibilityStored stored) {
            levels.put(stored.subject(), stored.level());
        }
    }

    private void apply(final VersionStored stored) {
        final SchemaDocument document = byId.computeIfAbsent(stored.id(), id -> new SchemaDocument(id, stored.text()));
        byText.putIfAbsent(stored.text(), document);
        nextId = Math.max(nextId, stored.id() + 1);
        subjects.computeIfAbsent(stored.subject(), subject -> new ArrayList<>())
                .add(new SchemaVersion(stored.subject(), stored.version(), document));
    }

    /** The version of a subject that is a document, if it has it. */
    Optional<SchemaVersion> find(final String subject, final String text) {
        return versions(subject).stream()
                .filter(version -> version.document().text().equals(text))
                .findFirst();
    }

    /**
     * What makes a schema the next version of a subject that does not have it yet.
     *
     * @throws IncompatibleSchemaException if it does not agree with those before.
     */
    VersionStored next(final String subject, final SbeSchema schema) {
        final Compatibility level = compatibility(subject);
        final List<Incompatibility> problems = check(subject, schema, level);
        if (!problems.isEmpty()) {
            throw new IncompatibleSchemaException(subject, level, problems);
        }
        final SchemaDocument same = byText.get(schema.text());
        final int version = latest(subject).map(SchemaVersion::version).orElse(0) + 1;
        return new VersionStored(subject, version, same == null ? nextId : same.id(), schema.text());
    }

    @Override
    public List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    @Override
    public List<SchemaVersion> versions(final String subject) {
        return List.copyOf(subjects.getOrDefault(subject, List.of()));
    }

    @Override
    public Optional<SchemaVersion> latest(final String subject) {
        final List<SchemaVersion> versions = versions(subject);
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    @Override
    public Optional<SchemaDocument> document(final int id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public Compatibility compatibility(final String subject) {
        return levels.getOrDefault(subject, compatibility());
    }

    @Override
    public Compatibility compatibility() {
        return levels.getOrDefault(ALL, Compatibility.BACKWARD);
    }

    @Override
    public List<Incompatibility> check(final String subject, final SbeSchema schema, final Compatibility level) {
        final List<SchemaVersion> versions = new ArrayList<>(versions(subject));
        if (level == Compatibility.NONE || versions.isEmpty()) {
            return List.of();
        }
        Collections.reverse(versions);
        final List<Incompatibility> problems = new ArrayList<>();
        checkVersion(schema, versions.get(0), problems);
        for (final SchemaVersion version : level.isTransitive() ? versions : versions.subList(0, 1)) {
            check(schema, version, level, problems);
        }
        return problems;
    }

    private static void checkVersion(
            final SbeSchema schema, final SchemaVersion latest, final List<Incompatibility> problems) {
        final int present = latest.document().schema().version();
        if (schema.version() < present) {
            problems.add(new Incompatibility(
                    latest.version(),
                    Incompatibility.Direction.BACKWARD,
                    new SchemaProblem(
                            "messageSchema",
                            "version=" + present + " or higher expected, found version=" + schema.version())));
        }
    }

    private static void check(
            final SbeSchema schema,
            final SchemaVersion version,
            final Compatibility level,
            final List<Incompatibility> problems) {
        final SbeSchema other = version.document().schema();
        final boolean isSameVersion = schema.version() == other.version();
        if (level.isBackward() || isSameVersion) {
            SchemaRules.canRead(schema, other)
                    .forEach(problem -> problems.add(
                            new Incompatibility(version.version(), Incompatibility.Direction.BACKWARD, problem)));
        }
        if (level.isForward() || isSameVersion) {
            SchemaRules.canRead(other, schema)
                    .forEach(problem -> problems.add(
                            new Incompatibility(version.version(), Incompatibility.Direction.FORWARD, problem)));
        }
    }
}
