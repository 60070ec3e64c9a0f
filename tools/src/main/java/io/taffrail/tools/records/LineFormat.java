/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.log.RecordDraft;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Turns a line into a record: the whole line is the value, one of its fields may be the key.
 *
 * <p>Threading: one thread.
 */
final class LineFormat {
    private static final int NO_KEY = 0;

    private final int keyField;
    private final byte[] separator;
    private final List<Header> headers = new ArrayList<>();
    private final int partition;
    private final RecordDraft draft = new RecordDraft();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private int headersBytes;
    private long recordBytes;

    LineFormat(final Integer keyField, final String separator, final List<String> headers, final Integer partition) {
        if (keyField != null && keyField < 1) {
            throw new IllegalArgumentException("--key-field=" + keyField + " must be 1 or more");
        }
        final String between = separator == null || separator.equals("\\t") ? "\t" : separator;
        if (between.codePointCount(0, between.length()) != 1) {
            throw new IllegalArgumentException("--separator=\"" + separator + "\" must be one character, or \\t");
        }
        this.keyField = keyField == null ? NO_KEY : keyField;
        this.separator = between.getBytes(StandardCharsets.UTF_8);
        this.partition = partition == null ? RecordDraft.ANY_PARTITION : partition;
        for (final String header : headers) {
            add(header);
        }
    }

    /** The record of a line; valid until the next one. */
    RecordDraft record(final LineReader line) {
        draft.clear().partition(partition);
        view.wrap(line.bytes());
        draft.value(view, line.start(), line.length());
        recordBytes = (long) line.length() + headersBytes;
        if (keyField != NO_KEY) {
            putKey(line);
        }
        for (final Header header : headers) {
            draft.header(header.name, header.value);
        }
        return draft;
    }

    /** Bytes of value, key and headers of the last record. */
    long recordBytes() {
        return recordBytes;
    }

    private void putKey(final LineReader line) {
        final int end = line.start() + line.length();
        int field = 1;
        int from = line.start();
        while (field < keyField) {
            final int at = indexOfSeparator(line.bytes(), from, end);
            if (at == end) {
                throw new BadLineException("has fields=" + field + " and so no --key-field=" + keyField);
            }
            from = at + separator.length;
            field++;
        }
        final int length = indexOfSeparator(line.bytes(), from, end) - from;
        draft.key(view, from, length);
        recordBytes += length;
    }

    private int indexOfSeparator(final byte[] bytes, final int from, final int end) {
        for (int i = from; i <= end - separator.length; i++) {
            if (java.util.Arrays.equals(bytes, i, i + separator.length, separator, 0, separator.length)) {
                return i;
            }
        }
        return end;
    }

    private void add(final String header) {
        final int equals = header.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("--header expected NAME=VALUE found \"" + header + "\"");
        }
        final String name = header.substring(0, equals);
        final byte[] value = header.substring(equals + 1).getBytes(StandardCharsets.UTF_8);
        headersBytes += LogFormat.HEADER_PREFIX_LENGTH + name.getBytes(StandardCharsets.UTF_8).length + value.length;
        headers.add(new Header(name, value));
    }

    private record Header(String name, byte[] value) {}

    /** A line that cannot become a record. */
    static final class BadLineException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadLineException(final String message) {
            super(message);
        }
    }
}
