/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.console;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One JSON object per line. Field names are lower camel case; 64-bit numbers are written as numbers.
 *
 * <p>Threading: one thread.
 */
public final class JsonLines {
    private final Output output;
    private final JsonGenerator json;

    /**
     * Lines to an output.
     *
     * @param output to be closed by whoever made it.
     */
    public JsonLines(final Output output) {
        this.output = output;
        try {
            json = new JsonFactory().createGenerator(output.stream(), JsonEncoding.UTF8);
            json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            json.setRootValueSeparator(null);
        } catch (final IOException ex) {
            throw Output.failed(ex);
        }
    }

    /**
     * Write a line.
     *
     * @param content writes the fields of its object.
     */
    public void line(final Content content) {
        try {
            json.writeStartObject();
            content.writeTo(this);
            json.writeEndObject();
            json.flush();
            output.bytes((byte) '\n');
        } catch (final IOException ex) {
            throw Output.failed(ex);
        }
    }

    /**
     * A number.
     *
     * @param name  of the field.
     * @param value of the field.
     * @return this.
     * @throws IOException when it cannot be written.
     */
    public JsonLines put(final String name, final long value) throws IOException {
        json.writeNumberField(name, value);
        return this;
    }

    /**
     * A number that may be missing.
     *
     * @param name  of the field.
     * @param value of the field, or null.
     * @return this.
     * @throws IOException when it cannot be written.
     */
    public JsonLines put(final String name, final Long value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
            return this;
        }
        return put(name, value.longValue());
    }

    /**
     * A number with a fraction.
     *
     * @param name  of the field.
     * @param value of the field, finite.
     * @return this.
     * @throws IOException when it cannot be written.
     */
    public JsonLines put(final String name, final double value) throws IOException {
        json.writeNumberField(name, value);
        return this;
    }

    /**
     * A truth value.
     *
     * @param name  of the field.
     * @param value of the field.
     * @return this.
     * @throws IOException when it cannot be written.
     */
    public JsonLines put(final String name, final boolean value) throws IOException {
        json.writeBooleanField(name, value);
        return this;
    }

    /**
     * A text.
     *
     * @param name  of the field.
     * @param value of the field, or null.
     * @return this.
     * @throws IOException when it cannot be written.
     */
    public JsonLines put(final String name, final String value) throws IOException {
        json.writeStringField(name, value);
        return this;
    }

    /**
     * Bytes: text where they are UTF-8, else a field named {@code ...Base64}.
     *
     * @param name  of the field.
     * @param value of the field, or null.
     * @return this.
     * @throws IOException when it cannot be written.
     */
    public JsonLines put(final String name, final byte[] value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
            return this;
        }
        try {
            json.writeStringField(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(value))
                            .toString());
        } catch (final CharacterCodingException ex) {
            json.writeStringField(name + "Base64", Base64.getEncoder().encodeToString(value));
        }
        return this;
    }

    /**
     * Bytes, whatever they are.
     *
     * @param name  of the field.
     * @param value of the field.
     * @return this.
     * @throws IOException when it cannot be written.
     */
    public JsonLines putBase64(final String name, final byte[] value) throws IOException {
        json.writeStringField(name, Base64.getEncoder().encodeToString(value));
        return this;
    }

    /**
     * A value that is made of others: what JSON has no number for, such as NaN, is a text.
     *
     * @param name  of the field.
     * @param value a {@link Number}, a text, {@code byte[]}, a {@link Map} by names, a {@link List} of such but bytes, or null.
     * @return this.
     * @throws IOException when it cannot be written.
     */
    public JsonLines putTree(final String name, final Object value) throws IOException {
        if (value instanceof byte[] bytes) {
            return put(name, bytes);
        }
        json.writeFieldName(name);
        writeTree(value);
        return this;
    }

    private void writeTree(final Object value) throws IOException {
        if (value instanceof Map<?, ?> fields) {
            json.writeStartObject();
            for (final Map.Entry<?, ?> field : fields.entrySet()) {
                putTree((String) field.getKey(), field.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> items) {
            json.writeStartArray();
            for (final Object item : items) {
                writeTree(item);
            }
            json.writeEndArray();
        } else if (value instanceof Float number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof BigInteger number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else {
            json.writeString((String) value);
        }
    }

    /**
     * An object of texts, in the order of their names.
     *
     * @param name   of the field.
     * @param values by name.
     * @return this.
     * @throws IOException when it cannot be written.
     */
    public JsonLines put(final String name, final Map<String, String> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (final Map.Entry<String, String> entry : new TreeMap<>(values).entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
        return this;
    }

    /**
     * An array of objects.
     *
     * @param name  of the field.
     * @param items one for each object.
     * @param each  writes the fields of one.
     * @param <T>   of the items.
     * @return this.
     * @throws IOException when it cannot be written.
     */
    public <T> JsonLines put(final String name, final Iterable<T> items, final Item<T> each) throws IOException {
        json.writeArrayFieldStart(name);
        for (final T item : items) {
            json.writeStartObject();
            each.writeTo(this, item);
            json.writeEndObject();
        }
        json.writeEndArray();
        return this;
    }

    /** Writes the fields of an object. */
    @FunctionalInterface
    public interface Content {
        /**
         * Write them.
         *
         * @param json to write to.
         * @throws IOException when that fails.
         */
        void writeTo(JsonLines json) throws IOException;
    }

    /**
     * Writes the fields of an object of an array.
     *
     * @param <T> what it stands for.
     */
    @FunctionalInterface
    public interface Item<T> {
        /**
         * Write them.
         *
         * @param json to write to.
         * @param item what the object stands for.
         * @throws IOException when that fails.
         */
        void writeTo(JsonLines json, T item) throws IOException;
    }
}
