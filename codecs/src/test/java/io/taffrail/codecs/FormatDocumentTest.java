/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taffrail.codecs.FormatDocument.Place;
import io.taffrail.codecs.FormatDocument.Structure;
import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.codecs.log.BatchHeaderEncoder;
import io.taffrail.codecs.log.CheckpointEncoder;
import io.taffrail.codecs.log.CleanedStepEncoder;
import io.taffrail.codecs.log.CompactionEncoder;
import io.taffrail.codecs.log.ControlHeaderEncoder;
import io.taffrail.codecs.log.ControlKeyEncoder;
import io.taffrail.codecs.log.DurableMarkEncoder;
import io.taffrail.codecs.log.EndMarkerEncoder;
import io.taffrail.codecs.log.GroupSizeEncodingEncoder;
import io.taffrail.codecs.log.HeaderPrefixEncoder;
import io.taffrail.codecs.log.IndexEntryEncoder;
import io.taffrail.codecs.log.IndexHeaderEncoder;
import io.taffrail.codecs.log.LiveStateEncoder;
import io.taffrail.codecs.log.LogFormatEncoder;
import io.taffrail.codecs.log.ManifestEncoder;
import io.taffrail.codecs.log.MessageHeaderEncoder;
import io.taffrail.codecs.log.ProducerBatchEncoder;
import io.taffrail.codecs.log.ProducerEntryEncoder;
import io.taffrail.codecs.log.ProducersHeaderEncoder;
import io.taffrail.codecs.log.RecordPrefixEncoder;
import io.taffrail.codecs.log.SegmentHeaderEncoder;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares docs/format.md with the generated codecs and with {@link LogFormat}, in both directions. */
class FormatDocumentTest {
    private static final String OFFSET_SUFFIX = "EncodingOffset";
    private static final String LENGTH_SUFFIX = "EncodingLength";

    private static final Map<String, Class<?>> CODECS = Map.ofEntries(
            Map.entry("batchHeader", BatchHeaderEncoder.class),
            Map.entry("recordPrefix", RecordPrefixEncoder.class),
            Map.entry("headerPrefix", HeaderPrefixEncoder.class),
            Map.entry("segmentHeader", SegmentHeaderEncoder.class),
            Map.entry("durableMark", DurableMarkEncoder.class),
            Map.entry("compaction", CompactionEncoder.class),
            Map.entry("cleanedStep", CleanedStepEncoder.class),
            Map.entry("controlHeader", ControlHeaderEncoder.class),
            Map.entry("checkpoint", CheckpointEncoder.class),
            Map.entry("liveState", LiveStateEncoder.class),
            Map.entry("indexHeader", IndexHeaderEncoder.class),
            Map.entry("indexEntry", IndexEntryEncoder.class),
            Map.entry("producersHeader", ProducersHeaderEncoder.class),
            Map.entry("producerEntry", ProducerEntryEncoder.class),
            Map.entry("producerBatch", ProducerBatchEncoder.class),
            Map.entry("controlKey", ControlKeyEncoder.class),
            Map.entry("endMarker", EndMarkerEncoder.class),
            Map.entry("messageHeader", MessageHeaderEncoder.class),
            Map.entry("groupSizeEncoding", GroupSizeEncodingEncoder.class),
            Map.entry("manifest", ManifestEncoder.class),
            Map.entry("manifest.segments", ManifestEncoder.SegmentsEncoder.class),
            Map.entry("manifest.terms", ManifestEncoder.TermsEncoder.class));

    private final FormatDocument document;

    FormatDocumentTest() throws IOException {
        document = FormatDocument.read();
    }

    static Set<String> structureNames() {
        return new TreeSet<>(CODECS.keySet());
    }

    @Test
    void shouldDescribeEveryStructureThatHasACodec() {
        final Set<String> described = new TreeSet<>(document.structures.keySet());

        assertEquals(structureNames(), described);
    }

    @Test
    void shouldKnowEveryCompositeThatTheSchemaNames() {
        final Set<String> inSchema =
                new TreeSet<>(generatedFields(LogFormatEncoder.class).keySet());
        inSchema.removeAll(CODECS.keySet());

        assertEquals(Set.of(), inSchema, "composites of the schema that are neither described nor tested");
    }

    @ParameterizedTest
    @MethodSource("structureNames")
    void shouldGiveOffsetsAndWidthsOfTheCodecWhenTabulated(final String name) {
        final Map<String, Place> generated = generatedFields(CODECS.get(name));

        assertEquals(generated, new TreeMap<>(structure(name).table), name);
    }

    @ParameterizedTest
    @MethodSource("structureNames")
    void shouldGiveOffsetsAndWidthsOfTheCodecWhenDrawn(final String name) {
        final Map<String, Place> generated = generatedFields(CODECS.get(name));

        assertEquals(generated, new TreeMap<>(structure(name).picture), name);
    }

    @ParameterizedTest
    @MethodSource("structureNames")
    void shouldGiveSizeOfTheCodec(final String name) throws ReflectiveOperationException {
        assertEquals(generatedSize(CODECS.get(name)), structure(name).size, name);
    }

    @ParameterizedTest
    @MethodSource("structureNames")
    void shouldLeaveNoGapBetweenFields(final String name) {
        int end = 0;
        for (final Map.Entry<String, Place> field : structure(name).table.entrySet()) {
            assertEquals(end, field.getValue().offset(), name + "." + field.getKey());
            end += field.getValue().width();
        }

        assertEquals(end, structure(name).size, name);
    }

    @ParameterizedTest
    @CsvSource({
        "batchHeader, 64",
        "recordPrefix, 24",
        "headerPrefix, 8",
        "segmentHeader, 80",
        "durableMark, 40",
        "compaction, 40",
        "cleanedStep, 16",
        "controlHeader, 24",
        "checkpoint, 72",
        "liveState, 48",
        "indexHeader, 72",
        "indexEntry, 24",
        "producersHeader, 64",
        "producerEntry, 32",
        "producerBatch, 16",
        "controlKey, 4",
        "endMarker, 8",
        "messageHeader, 8",
        "groupSizeEncoding, 8",
        "manifest, 24",
        "manifest.segments, 40",
        "manifest.terms, 12",
    })
    void shouldKeepSizeFixedByVersionOne(final String name, final int size) throws ReflectiveOperationException {
        assertEquals(size, generatedSize(CODECS.get(name)), name);
    }

    @Test
    void shouldGiveEveryConstantThatIsNotTheOffsetOfAField() throws IllegalAccessException {
        final Map<String, Long> declared = new TreeMap<>();
        for (final Field field : LogFormat.class.getFields()) {
            if (!field.getName().endsWith("_OFFSET")) {
                declared.put(field.getName(), ((Number) field.get(null)).longValue());
            }
        }

        assertEquals(declared, new TreeMap<>(document.constants));
    }

    @Test
    void shouldIdentifyTheManifestAsDocumented() {
        assertEquals(701, ManifestEncoder.SCHEMA_ID);
        assertEquals(2, ManifestEncoder.TEMPLATE_ID);
        assertEquals(LogFormat.FORMAT_VERSION, ManifestEncoder.SCHEMA_VERSION);
    }

    private Structure structure(final String name) {
        return document.structures.getOrDefault(name, new Structure());
    }

    private static Map<String, Place> generatedFields(final Class<?> codec) {
        final Map<String, Place> fields = new TreeMap<>();
        for (final Method method : codec.getDeclaredMethods()) {
            if (method.getName().endsWith(OFFSET_SUFFIX)) {
                final String field =
                        method.getName().substring(0, method.getName().length() - OFFSET_SUFFIX.length());
                final int offset = callStatic(codec, method.getName());
                fields.put(field, new Place(offset, callStatic(codec, field + LENGTH_SUFFIX)));
            }
        }
        return fields;
    }

    private static int generatedSize(final Class<?> codec) throws ReflectiveOperationException {
        if (codec == ManifestEncoder.class) {
            return ManifestEncoder.BLOCK_LENGTH;
        }
        return codec.isMemberClass()
                ? callStatic(codec, "sbeBlockLength")
                : codec.getField("ENCODED_LENGTH").getInt(null);
    }

    private static int callStatic(final Class<?> codec, final String method) {
        try {
            return (int) codec.getMethod(method).invoke(null);
        } catch (final ReflectiveOperationException e) {
            throw new AssertionError("codec=" + codec.getName() + " has no " + method, e);
        }
    }
}
