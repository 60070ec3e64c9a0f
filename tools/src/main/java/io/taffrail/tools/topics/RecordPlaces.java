/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.topics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.taffrail.model.TopicPartition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Offsets of partitions, as arguments or as a file of {@code kafka-delete-records} name them. */
final class RecordPlaces {
    private static final Pattern ARGUMENT = Pattern.compile("([^:=]+):([0-9]{1,9})=(-?[0-9]{1,18})");

    private RecordPlaces() {}

    /**
     * Read arguments.
     *
     * @throws IllegalArgumentException if one is not as it should be, or a partition is named twice.
     */
    static Map<TopicPartition, Long> parse(final Collection<String> arguments) {
        final Map<TopicPartition, Long> offsets = new TreeMap<>();
        for (final String argument : arguments) {
            final Matcher matcher = ARGUMENT.matcher(argument);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("expected TOPIC:PARTITION=OFFSET found \"" + argument + "\"");
            }
            put(
                    offsets,
                    new TopicPartition(matcher.group(1), Integer.parseInt(matcher.group(2))),
                    Long.parseLong(matcher.group(3)));
        }
        return offsets;
    }

    /**
     * Read a file.
     *
     * @throws IllegalArgumentException if it is not as it should be, or names a partition twice.
     */
    static Map<TopicPartition, Long> read(final Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("no such file: file=" + file);
        }
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            final Map<TopicPartition, Long> offsets = new TreeMap<>();
            require(json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                final boolean isPartitions = "partitions".equals(json.currentName());
                json.nextToken();
                if (isPartitions) {
                    partitions(json, offsets);
                } else {
                    json.skipChildren(); // the version, of which there is only one
                }
            }
            if (offsets.isEmpty()) {
                throw new IllegalArgumentException("it names no partitions");
            }
            return offsets;
        } catch (final JsonProcessingException | IllegalArgumentException ex) {
            throw new IllegalArgumentException(
                    "bad file=" + file + ": " + ex.getMessage()
                            + ": expected {\"partitions\":[{\"topic\":\"orders\",\"partition\":0,\"offset\":10}]}",
                    ex);
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot read file=" + file, ex);
        }
    }

    private static void partitions(final JsonParser json, final Map<TopicPartition, Long> offsets) throws IOException {
        require(json.currentToken(), JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json.currentToken(), JsonToken.START_OBJECT);
            String topic = null;
            int partition = -1;
            Long offset = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                final String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "topic" -> topic = json.getText();
                    case "partition" -> partition = json.getIntValue();
                    case "offset" -> offset = json.getLongValue();
                    default -> throw new IllegalArgumentException("unknown field=" + field);
                }
            }
            if (topic == null || partition < 0 || offset == null) {
                throw new IllegalArgumentException("topic, partition and offset are needed");
            }
            put(offsets, new TopicPartition(topic, partition), offset);
        }
    }

    private static void require(final JsonToken found, final JsonToken expected) {
        if (found != expected) {
            throw new IllegalArgumentException("expected " + expected + " found " + found);
        }
    }

    private static void put(
            final Map<TopicPartition, Long> offsets, final TopicPartition partition, final long offset) {
        if (offsets.put(partition, offset) != null) {
            throw new IllegalArgumentException(
                    "partition given twice: topic=" + partition.topic() + " partition=" + partition.partition());
        }
    }
}
