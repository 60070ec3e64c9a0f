/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

import io.taffrail.codecs.schemas.CompatibilityKeyEncoder;
import io.taffrail.codecs.schemas.CompatibilityStoredEncoder;
import io.taffrail.codecs.schemas.MessageHeaderEncoder;
import io.taffrail.codecs.schemas.StoredLevel;
import io.taffrail.codecs.schemas.VersionKeyEncoder;
import io.taffrail.codecs.schemas.VersionStoredEncoder;
import io.taffrail.log.RecordDraft;
import io.taffrail.schema.SchemaRecord.CompatibilityStored;
import io.taffrail.schema.SchemaRecord.VersionStored;
import org.agrona.ExpandableArrayBuffer;

/** Encodes records of a registry as key and value. One thread at a time. */
final class SchemaRecordEncoder {
    private final ExpandableArrayBuffer keyBuffer = new ExpandableArrayBuffer();
    private final ExpandableArrayBuffer valueBuffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final VersionKeyEncoder versionKey = new VersionKeyEncoder();
    private final VersionStoredEncoder versionStored = new VersionStoredEncoder();
    private final CompatibilityKeyEncoder compatibilityKey = new CompatibilityKeyEncoder();
    private final CompatibilityStoredEncoder compatibilityStored = new CompatibilityStoredEncoder();
    private final RecordDraft draft = new RecordDraft();

    /** The record, in a draft that is valid until the next call. */
    RecordDraft encode(final SchemaRecord record) {
        draft.clear();
        if (record instanceof VersionStored stored) {
            versionKey
                    .wrapAndApplyHeader(keyBuffer, 0, header)
                    .version(stored.version())
                    .subject(stored.subject());
            versionStored
                    .wrapAndApplyHeader(valueBuffer, 0, header)
                    .schemaId(stored.id())
                    .text(stored.text());
            return draft(versionKey.encodedLength(), versionStored.encodedLength());
        }
        final CompatibilityStored stored = (CompatibilityStored) record;
        compatibilityKey.wrapAndApplyHeader(keyBuffer, 0, header).subject(stored.subject());
        compatibilityStored
                .wrapAndApplyHeader(valueBuffer, 0, header)
                .level(StoredLevel.valueOf(stored.level().name()));
        return draft(compatibilityKey.encodedLength(), compatibilityStored.encodedLength());
    }

    private RecordDraft draft(final int keyLength, final int valueLength) {
        return draft.key(keyBuffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + keyLength)
                .value(valueBuffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + valueLength);
    }
}
