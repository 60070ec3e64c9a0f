/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.ArrayList;
import java.util.List;

/**
 * The text form of an event:
 *
 * <pre>{@code
 * time process.number type kind partition=offset:value,offset:value partition=... # note
 * }</pre>
 *
 * An unknown offset is left out ({@code 0=:17}), and so is the value of an assignment ({@code 0} or {@code 0=100:}).
 */
final class EventText {
    private static final String NOTE = "# ";

    private final String line;
    private int at;

    private EventText(final String line) {
        this.line = line;
    }

    static String format(final Event event) {
        final StringBuilder text = new StringBuilder(64);
        text.append(event.timeNs())
                .append(' ')
                .append(event.process())
                .append('.')
                .append(event.number());
        text.append(' ')
                .append(event.type().label())
                .append(' ')
                .append(event.kind().label());
        appendRecords(text, event.kind(), event.records());
        if (!event.note().isEmpty()) {
            text.append(' ').append(NOTE).append(event.note().replace('\n', ' ').replace('\r', ' '));
        }
        return text.toString();
    }

    static void appendRecords(final StringBuilder text, final OperationKind kind, final List<Records> all) {
        final boolean isAssignment = kind == OperationKind.ASSIGN || kind == OperationKind.SUBSCRIBE;
        for (final Records records : all) {
            text.append(' ').append(records.partition());
            if (isAssignment && records.offset(0) == Records.UNKNOWN_OFFSET) {
                continue;
            }
            char separator = '=';
            for (int i = 0; i < records.size(); i++) {
                text.append(separator);
                if (records.offset(i) != Records.UNKNOWN_OFFSET) {
                    text.append(records.offset(i));
                }
                text.append(':');
                if (!isAssignment) {
                    text.append(records.value(i));
                }
                separator = ',';
            }
        }
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is none.
     */
    static Event parse(final String line) {
        try {
            return new EventText(line).event();
        } catch (final IllegalArgumentException | ArithmeticException | StringIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not an event: " + line, e);
        }
    }

    private Event event() {
        final long timeNs = number();
        expect(' ');
        final int process = Math.toIntExact(number());
        expect('.');
        final int number = Math.toIntExact(number());
        expect(' ');
        final EventType type = EventType.of(word());
        expect(' ');
        final OperationKind kind = OperationKind.of(word());
        final List<Records> records = new ArrayList<>(1);
        while (at < line.length() && !line.startsWith(NOTE, at + 1)) {
            expect(' ');
            records.add(records());
        }
        final String note = at < line.length() ? line.substring(at + 1 + NOTE.length()) : "";
        return new Event(timeNs, process, number, type, kind, List.copyOf(records), note);
    }

    private Records records() {
        final int partition = Math.toIntExact(number());
        if (at == line.length() || line.charAt(at) != '=') {
            return Records.unplaced(partition, 0L);
        }
        final int size = size();
        final long[] offsets = new long[size];
        final long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            at++; // the equals sign, or a comma
            offsets[i] = line.charAt(at) == ':' ? Records.UNKNOWN_OFFSET : number();
            expect(':');
            values[i] = at == line.length() || line.charAt(at) == ' ' ? 0L : number();
        }
        return Records.of(partition, offsets, values);
    }

    /** One more than there are commas up to the next space. */
    private int size() {
        int size = 1;
        for (int i = at; i < line.length() && line.charAt(i) != ' '; i++) {
            if (line.charAt(i) == ',') {
                size++;
            }
        }
        return size;
    }

    private long number() {
        final int from = at;
        while (at < line.length() && (Character.isDigit(line.charAt(at)) || at == from && line.charAt(at) == '-')) {
            at++;
        }
        return Long.parseLong(line, from, at, 10);
    }

    private String word() {
        final int from = at;
        while (at < line.length() && line.charAt(at) != ' ') {
            at++;
        }
        return line.substring(from, at);
    }

    private void expect(final char wanted) {
        if (line.charAt(at) != wanted) {
            throw new IllegalArgumentException("expected '" + wanted + "' at column " + (at + 1));
        }
        at++;
    }
}
