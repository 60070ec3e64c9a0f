/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.EngineService;
import io.taffrail.engine.LogEngine;
import io.taffrail.log.Appender;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.PartitionReader;
import io.taffrail.log.PublishResult;
import io.taffrail.log.ReaderStrategy;
import io.taffrail.schema.sbe.SbeSchema;
import io.taffrail.settings.SettingKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The registry of SBE schemas of an engine. A subject is a sequence of versions that agree as its level of compatibility says; by custom
 * the values of a topic have the subject {@code <topic>-value}, its keys {@code <topic>-key}. A document has one id, whatever subjects
 * have it.
 *
 * <pre>{@code
 * SchemaRegistry registry = SchemaRegistry.of(engine);
 * SchemaVersion version = registry.register("orders-value", Files.readString(Path.of("orders.xml")));
 * draft.clear();
 * header.put(version.id(), draft); // a SchemaHeader
 * publisher.tryClaim(draft, length, claim);
 * }</pre>
 *
 * <p>Its state is the topic {@value #TOPIC}. What it answers is durable: it survives a power loss.
 *
 * <p>Threading: any thread, one at a time under the monitor; registering waits for the device.
 */
public final class SchemaRegistry implements Schemas, EngineService {
    /** Topic with the state of the registry. */
    public static final String TOPIC = "__schemas";

    /** Longest name of a subject in bytes of UTF-8: that of a topic, and an ending. */
    public static final int MAX_SUBJECT_BYTES = 1024;

    /** A registration is durable before it is answered, and the longest document fits. */
    private static final Map<String, String> SETTINGS = Map.of(
            SettingKeys.CLEANUP_POLICY, "compact",
            SettingKeys.DURABILITY, "sync",
            SettingKeys.SEGMENT_BYTES, "16777216",
            SettingKeys.MAX_MESSAGE_BYTES, "2097152");

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

    private final PartitionLog log;
    private final PartitionReader reader;
    private final Appender appender;
    private final SchemaCore core = new SchemaCore();
    private final SchemaRecordEncoder encoder = new SchemaRecordEncoder();
    private final SchemaRecordDecoder decoder = new SchemaRecordDecoder();

    private SchemaRegistry(final LogEngine engine) {
        engine.internalTopic(TOPIC, 1, SETTINGS);
        log = engine.partition(TOPIC, 0).log();
        reader = log.reader(ReaderStrategy.EAGER);
        appender = log.appender();
        try {
            reader.seekToEarliest();
            follow(log.endOffset());
        } catch (final RuntimeException ex) {
            close();
            throw ex;
        }
    }

    /**
     * The registry of an engine.
     *
     * @param engine that it belongs to.
     * @return always the same one.
     */
    public static SchemaRegistry of(final LogEngine engine) {
        return engine.service(SchemaRegistry.class, () -> new SchemaRegistry(engine));
    }

    /**
     * Make a schema the next version of a subject, durably. If the subject has the document already, nothing is changed, and its version
     * is answered.
     *
     * @param subject any name that is not empty.
     * @param text    an XML document.
     * @return the version.
     * @throws io.taffrail.schema.sbe.InvalidSchemaException if the text is no schema.
     * @throws IncompatibleSchemaException                   if it does not agree with the versions before, as the level of the subject
     *     asks for; nothing was changed.
     * @throws EngineException                               if it cannot be written.
     */
    public SchemaVersion register(final String subject, final String text) {
        requireSubject(subject);
        final Optional<SchemaVersion> present = find(subject, text);
        return present.isPresent()
                ? present.get()
                : register(subject, SbeSchema.parse(text)); // others need not wait for it
    }

    private synchronized Optional<SchemaVersion> find(final String subject, final String text) {
        return core.find(subject, text);
    }

    /** What the core does not know of yet, since it could not be read when it was written, counts too. */
    private synchronized SchemaVersion register(final String subject, final SbeSchema schema) {
        follow(log.endOffset());
        final Optional<SchemaVersion> present = core.find(subject, schema.text());
        if (present.isPresent()) {
            return present.get();
        }
        append(core.next(subject, schema));
        return core.find(subject, schema.text()).orElseThrow();
    }

    /**
     * Whether a schema could become the next version of a subject, by the subject's own level. Nothing is changed.
     *
     * @param subject any name that is not empty.
     * @param text    an XML document.
     * @return all that is in its way; empty if it could.
     * @throws io.taffrail.schema.sbe.InvalidSchemaException if the text is no schema.
     */
    public List<Incompatibility> check(final String subject, final String text) {
        return check(requireSubject(subject), SbeSchema.parse(text), compatibility(subject));
    }

    /**
     * The document of an id, which must be there.
     *
     * @param id as records carry it.
     * @return the document.
     * @throws UnknownSchemaException if there is none.
     */
    public SchemaDocument schema(final int id) {
        return document(id).orElseThrow(() -> new UnknownSchemaException("unknown schema: id=" + id));
    }

    /**
     * Set how versions of a subject that are registered from now on have to agree, durably.
     *
     * @param subject any name that is not empty; there need not be such a subject.
     * @param level   for it.
     * @throws EngineException if it cannot be written.
     */
    public synchronized void compatibility(final String subject, final Compatibility level) {
        append(new SchemaRecord.CompatibilityStored(requireSubject(subject), level));
    }

    /**
     * Set how versions of subjects without a level of their own have to agree, durably.
     *
     * @param level for them.
     * @throws EngineException if it cannot be written.
     */
    public synchronized void compatibility(final Compatibility level) {
        append(new SchemaRecord.CompatibilityStored(SchemaCore.ALL, level));
    }

    @Override
    public synchronized List<String> subjects() {
        return core.subjects();
    }

    @Override
    public synchronized List<SchemaVersion> versions(final String subject) {
        return core.versions(subject);
    }

    @Override
    public synchronized Optional<SchemaVersion> latest(final String subject) {
        return core.latest(subject);
    }

    @Override
    public synchronized Optional<SchemaDocument> document(final int id) {
        return core.document(id);
    }

    @Override
    public synchronized Compatibility compatibility(final String subject) {
        return core.compatibility(subject);
    }

    @Override
    public synchronized Compatibility compatibility() {
        return core.compatibility();
    }

    @Override
    public synchronized List<Incompatibility> check(
            final String subject, final SbeSchema schema, final Compatibility level) {
        return core.check(subject, schema, level);
    }

    @Override
    public int doWork() {
        return 0; // it does what it is asked, at once
    }

    @Override
    public void onTopicDeleted(final String topic) {
        // subjects outlive topics, as with Confluent's registry
    }

    @Override
    public synchronized void close() {
        reader.close();
        appender.close();
    }

    /** The log has it and knows it to be durable, and so does the core. */
    private void append(final SchemaRecord record) {
        final long deadlineNs = System.nanoTime() + PATIENCE_NS;
        long result = appender.append(encoder.encode(record));
        while (result == PublishResult.BACK_PRESSURED && System.nanoTime() < deadlineNs) {
            result = appender.append(encoder.encode(record));
        }
        if (result < 0) {
            throw new EngineException(
                    "cannot write to the log of the schema registry: topic=" + TOPIC + ": "
                            + PublishResult.describe(result),
                    log.failure());
        }
        follow(result + 1);
    }

    /** Be as far as the log is, which is at least so far. */
    private void follow(final long endOffset) {
        final long deadlineNs = System.nanoTime() + PATIENCE_NS;
        while (reader.poll(record -> core.apply(decoder.decode(record)), Integer.MAX_VALUE) > 0
                || reader.position() < endOffset) {
            if (System.nanoTime() > deadlineNs) {
                throw new EngineException("log of the schema registry cannot be read to its end: topic=" + TOPIC
                        + " offset=" + reader.position() + " endOffset=" + endOffset);
            }
            Thread.onSpinWait();
        }
    }

    private static String requireSubject(final String subject) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(subject)) {
            throw new IllegalArgumentException("subject: it has half of a surrogate pair, which has no encoding");
        }
        final int bytes = subject.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > MAX_SUBJECT_BYTES) {
            throw new IllegalArgumentException(
                    "subject: length=" + bytes + " must be 1 to " + MAX_SUBJECT_BYTES + " bytes");
        }
        return subject;
    }
}
