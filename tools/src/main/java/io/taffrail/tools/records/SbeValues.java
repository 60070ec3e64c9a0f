/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import io.taffrail.engine.LogSource;
import io.taffrail.log.Record;
import io.taffrail.schema.SchemaDocument;
import io.taffrail.schema.SchemaHeader;
import io.taffrail.schema.SchemaRegistry;
import io.taffrail.schema.SchemaVersion;
import io.taffrail.schema.Schemas;
import io.taffrail.schema.SchemasView;
import io.taffrail.schema.sbe.DecodedMessage;
import io.taffrail.schema.sbe.MessageDecoder;
import io.taffrail.schema.sbe.SbeSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Decodes the values of a topic: by a schema that was given, else by the one that the record's header names, else by the newest of the
 * topic's subject that the message is of.
 *
 * <p>Threading: one thread.
 */
final class SbeValues {
    private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(1);

    private final MessageDecoder given;
    private final LogSource source;
    private final String subject;
    private final SchemaHeader header = new SchemaHeader();
    private final Map<Integer, MessageDecoder> decoders = new HashMap<>();
    private Schemas schemas;
    private long schemasEnd = -1;
    private long lookedNs;

    private SbeValues(final MessageDecoder given, final LogSource source, final String subject) {
        this.given = given;
        this.source = source;
        this.subject = subject;
    }

    /** Values that are all decoded by one schema. */
    static SbeValues of(final SbeSchema schema) {
        return new SbeValues(new MessageDecoder(schema), null, null);
    }

    /** Values of a topic, by what is registered for it; also what is registered later. */
    static SbeValues of(final LogSource source, final String topic) {
        return new SbeValues(null, source, topic + Schemas.VALUE_SUFFIX);
    }

    /**
     * Decode the value of a record, which is not null.
     *
     * @return the message, or why there is none.
     */
    Value decode(final Record record) {
        Integer schemaId = null;
        try {
            MessageDecoder decoder = given;
            if (decoder == null) {
                schemaId = schemaId(record);
                decoder = decoder(schemaId);
            }
            return new Value(
                    schemaId, decoder.decode(record.buffer(), record.valueIndex(), record.valueLength()), null);
        } catch (final IllegalArgumentException ex) {
            return new Value(schemaId, null, ex.getMessage());
        }
    }

    private int schemaId(final Record record) {
        final int id = header.id(record);
        if (id == SchemaHeader.MALFORMED) {
            throw new IllegalArgumentException(
                    "header " + SchemaHeader.NAME + " must be an int32 in big-endian order, 1 or more");
        }
        return id == SchemaHeader.NONE ? newestOfSubject(record) : id;
    }

    private int newestOfSubject(final Record record) {
        look(System.nanoTime() - lookedNs > LOOK_NS);
        final List<SchemaVersion> versions = new ArrayList<>(schemas.versions(subject));
        Collections.reverse(versions);
        for (final SchemaVersion version : versions) {
            if (decoder(version.id()).isOfSchema(record.buffer(), record.valueIndex(), record.valueLength())) {
                return version.id();
            }
        }
        throw new IllegalArgumentException(
                versions.isEmpty()
                        ? "no schema: the record names none, and there is no subject=" + subject
                                + ": register one, or give a file with --schema"
                        : "not a message of any schema of subject=" + subject);
    }

    private MessageDecoder decoder(final int schemaId) {
        MessageDecoder decoder = decoders.get(schemaId);
        if (decoder == null) {
            look(schemas == null || schemas.document(schemaId).isEmpty());
            final SchemaDocument document = schemas.document(schemaId)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "unknown schema: the record names id=" + schemaId + ", which is not registered"));
            decoder = new MessageDecoder(document.schema());
            decoders.put(schemaId, decoder);
        }
        return decoder;
    }

    /** Read what is registered, if there is more than there was. */
    private void look(final boolean isDue) {
        if (!isDue && schemas != null) {
            return;
        }
        lookedNs = System.nanoTime();
        final long end = source.hasTopic(SchemaRegistry.TOPIC)
                ? source.offsets(SchemaRegistry.TOPIC, 0).endOffset()
                : 0;
        if (schemas == null || end != schemasEnd) {
            schemas = SchemasView.read(source);
            schemasEnd = end;
        }
    }

    /**
     * A value as it was decoded.
     *
     * @param schemaId id of the registered schema, or null.
     * @param message  that it is, or null.
     * @param error    why it is none, or null.
     */
    record Value(Integer schemaId, DecodedMessage message, String error) {}
}
