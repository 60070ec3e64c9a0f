/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

import io.taffrail.engine.LogSource;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.TopicScan;
import io.taffrail.schema.sbe.SbeSchema;
import java.util.List;
import java.util.Optional;

/**
 * The schemas of a data directory as its log tells of them at one moment, for those who only look: another process may own the
 * directory, or nobody. Changes nothing.
 *
 * <p>Threading: immutable once it was read.
 */
public final class SchemasView implements Schemas {
    private final SchemaCore core = new SchemaCore();

    private SchemasView() {}

    /**
     * Read the log of the registry to its end.
     *
     * @param source of the log, for reading at least.
     * @return the schemas as they are; none where there never was one.
     * @throws io.taffrail.engine.EngineException if the log cannot be read to the end that its owner published.
     */
    public static SchemasView read(final LogSource source) {
        final SchemasView view = new SchemasView();
        if (source.hasTopic(SchemaRegistry.TOPIC)) {
            final SchemaRecordDecoder decoder = new SchemaRecordDecoder();
            try (Subscription log = source.subscribe(SchemaRegistry.TOPIC, StartAt.earliest())) {
                TopicScan.toEnd(log, record -> view.core.apply(decoder.decode(record)));
            }
        }
        return view;
    }

    @Override
    public List<String> subjects() {
        return core.subjects();
    }

    @Override
    public List<SchemaVersion> versions(final String subject) {
        return core.versions(subject);
    }

    @Override
    public Optional<SchemaVersion> latest(final String subject) {
        return core.latest(subject);
    }

    @Override
    public Optional<SchemaDocument> document(final int id) {
        return core.document(id);
    }

    @Override
    public Compatibility compatibility(final String subject) {
        return core.compatibility(subject);
    }

    @Override
    public Compatibility compatibility() {
        return core.compatibility();
    }

    @Override
    public List<Incompatibility> check(final String subject, final SbeSchema schema, final Compatibility level) {
        return core.check(subject, schema, level);
    }
}
