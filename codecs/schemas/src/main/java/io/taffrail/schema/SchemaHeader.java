/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

import io.taffrail.log.Record;
import io.taffrail.log.RecordDraft;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The record header that says by which schema a value was encoded: its name is {@link #NAME}, its value the id as int32 in big-endian
 * order. Neither putting it on a record nor reading it allocates anything.
 *
 * <p>Threading: one thread at a time.
 */
public final class SchemaHeader {
    /** Name of the header. */
    public static final String NAME = "schema.id";

    /** The record does not say by which schema it was encoded. */
    public static final int NONE = -1;

    /** The record has the header, but its value is no id. */
    public static final int MALFORMED = -2;

    private static final byte[] NAME_BYTES = NAME.getBytes(StandardCharsets.UTF_8);

    private final byte[] idBytes = new byte[Integer.BYTES];
    private final UnsafeBuffer written = new UnsafeBuffer(idBytes);
    private final UnsafeBuffer found = new UnsafeBuffer(0, 0);

    /** For any number of records. */
    public SchemaHeader() {
        // its buffers are reused
    }

    /**
     * Put the header on a record.
     *
     * @param id    of the schema's document, from 1.
     * @param draft of the record.
     * @return the draft.
     * @throws IllegalArgumentException if the id is less than 1.
     */
    public RecordDraft put(final int id, final RecordDraft draft) {
        if (id < 1) {
            throw new IllegalArgumentException("schema id=" + id + " must be 1 or more");
        }
        written.putInt(0, id, ByteOrder.BIG_ENDIAN);
        return draft.header(NAME_BYTES, idBytes);
    }

    /**
     * The id that a record names.
     *
     * @param record to look at.
     * @return the id, or {@link #NONE}, or {@link #MALFORMED}.
     */
    public int id(final Record record) {
        final int length = record.header(NAME_BYTES, found);
        if (length == Record.NO_HEADER) {
            return NONE;
        }
        final int id = length == Integer.BYTES ? found.getInt(0, ByteOrder.BIG_ENDIAN) : MALFORMED;
        return id < 1 ? MALFORMED : id;
    }
}
