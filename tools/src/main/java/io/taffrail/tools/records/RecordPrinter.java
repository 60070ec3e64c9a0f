/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import io.taffrail.log.Record;
import io.taffrail.tools.console.JsonLines;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.agrona.DirectBuffer;

/**
 * Prints records in one of the formats.
 *
 * <p>Threading: one thread.
 */
final class RecordPrinter {
    private static final int HEX_WIDTH = 16;

    private final Output output;
    private final Format format;
    private final String topic;
    private final JsonLines lines;
    private final SbeValues values;
    private long undecoded;

    /**
     * A printer.
     *
     * @param values decodes values where the format asks for it; else null.
     */
    RecordPrinter(final Output output, final Format format, final String topic, final SbeValues values) {
        this.output = output;
        this.format = format;
        this.topic = topic;
        this.values = values;
        this.lines = format == Format.json || format == Format.sbe ? new JsonLines(output) : null;
    }

    /** How many values could not be decoded. */
    long undecoded() {
        return undecoded;
    }

    void print(final Record record) {
        switch (format) {
            case value -> printValue(record);
            case full ->
                output.line(place(record) + " key=" + Text.quoted(record.key()) + headers(record) + " value="
                        + Text.quoted(record.value()));
            case json -> printJson(record);
            case sbe -> printSbe(record);
            case hex -> printHex(record);
        }
    }

    private void printValue(final Record record) {
        final byte[] value = record.value();
        if (value != null) {
            output.bytes(value);
        }
        output.bytes((byte) '\n');
    }

    private void printJson(final Record record) {
        lines.line(json -> {
            putAllButValue(json, record);
            json.put("value", record.value());
        });
    }

    private void putAllButValue(final JsonLines json, final Record record) throws IOException {
        json.put("topic", topic)
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("timestamp", Text.time(record.timestamp()))
                .put("timestampNs", record.timestamp())
                .put("term", record.term())
                .put("key", record.key());
        json.put("headers", headersOf(record), (each, header) -> each.put("name", header.name)
                .put("value", header.value));
    }

    private void printSbe(final Record record) {
        final SbeValues.Value value = record.valueLength() < 0 ? null : values.decode(record);
        if (value != null && value.error() != null) {
            undecoded++;
        }
        lines.line(json -> {
            putAllButValue(json, record);
            putValue(json, record, value);
        });
    }

    private static void putValue(final JsonLines json, final Record record, final SbeValues.Value value)
            throws IOException {
        if (value == null) {
            json.put("value", (byte[]) null);
            return;
        }
        json.put("schemaId", value.schemaId() == null ? null : value.schemaId().longValue());
        if (value.error() != null) {
            json.put("error", value.error()).putBase64("valueBase64", record.value());
        } else {
            json.put("sbeSchemaId", value.message().schemaId())
                    .put("sbeVersion", value.message().version())
                    .put("message", value.message().name())
                    .putTree("value", value.message().fields());
        }
    }

    private void printHex(final Record record) {
        output.line(place(record) + headers(record));
        output.line("  key " + lengthText(record.keyLength()));
        printHex(record.buffer(), record.keyIndex(), record.keyLength());
        output.line("  value " + lengthText(record.valueLength()));
        printHex(record.buffer(), record.valueIndex(), record.valueLength());
    }

    private void printHex(final DirectBuffer buffer, final int index, final int length) {
        for (int from = 0; from < length; from += HEX_WIDTH) {
            final StringBuilder hex = new StringBuilder();
            final StringBuilder text = new StringBuilder();
            for (int i = from; i < from + HEX_WIDTH; i++) {
                hex.append(i == from + HEX_WIDTH / 2 ? " " : "");
                if (i < length) {
                    final int b = buffer.getByte(index + i) & 0xFF;
                    hex.append(String.format("%02x ", b));
                    text.append(b >= ' ' && b < 0x7F ? (char) b : '.');
                } else {
                    hex.append("   ");
                }
            }
            output.line(String.format(Locale.ROOT, "  %08x  %s |%s|", from, hex, text));
        }
    }

    private static String lengthText(final int length) {
        return length < 0 ? "null" : "length=" + length;
    }

    private static String place(final Record record) {
        return "partition=" + record.partition() + " offset=" + record.offset() + " timestamp="
                + Text.time(record.timestamp()) + " term=" + record.term();
    }

    private static String headers(final Record record) {
        final StringBuilder text = new StringBuilder();
        record.forEachHeader((name, value) ->
                text.append(" header.").append(name).append('=').append(Text.quoted(value)));
        return text.toString();
    }

    private static List<Header> headersOf(final Record record) {
        final List<Header> headers = new ArrayList<>();
        record.forEachHeader((name, value) -> headers.add(new Header(name, value)));
        return headers;
    }

    private record Header(String name, byte[] value) {}

    /** How to print; the names are what is typed. */
    enum Format {
        /** The value's bytes and a line feed. */
        value,
        /** Everything in one readable line. */
        full,
        /** A JSON object. */
        json,
        /** A JSON object with the value decoded as an SBE message. */
        sbe,
        /** Key and value as bytes. */
        hex
    }
}
