/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import io.taffrail.log.Record;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;

/** The bank's events are lines of fields with commas between, to be read by people too: {@code taffrail consume bank.credits}. */
final class Fields {
    private final Record record;
    private final Iterator<String> fields;

    Fields(final Record record) {
        this.record = record;
        fields = Arrays.asList(record.valueAsString().split(",")).iterator();
    }

    static String join(final Object... values) {
        return Arrays.stream(values).map(Object::toString).collect(Collectors.joining(","));
    }

    String text() {
        if (!fields.hasNext()) {
            throw new IllegalStateException(describe() + " has too few fields");
        }
        return fields.next();
    }

    long number() {
        final String text = text();
        try {
            return Long.parseLong(text);
        } catch (final NumberFormatException ex) {
            throw new IllegalStateException(describe() + " has a field that is not a number: " + text, ex);
        }
    }

    private String describe() {
        return "record of topic=" + record.topic() + " partition=" + record.partition() + " offset=" + record.offset()
                + " value=\"" + record.valueAsString() + '"';
    }
}
