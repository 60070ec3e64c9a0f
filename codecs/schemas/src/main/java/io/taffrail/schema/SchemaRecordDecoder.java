/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

import io.taffrail.codecs.schemas.CompatibilityKeyDecoder;
import io.taffrail.codecs.schemas.CompatibilityStoredDecoder;
import io.taffrail.codecs.schemas.MessageHeaderDecoder;
import io.taffrail.codecs.schemas.VersionKeyDecoder;
import io.taffrail.codecs.schemas.VersionStoredDecoder;
import io.taffrail.log.Record;
import io.taffrail.schema.SchemaRecord.CompatibilityStored;
import io.taffrail.schema.SchemaRecord.VersionStored;
import org.agrona.DirectBuffer;

/** Decodes what {@link SchemaRecordEncoder} wrote. One thread at a time. */
final class SchemaRecordDecoder {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final VersionKeyDecoder versionKey = new VersionKeyDecoder();
    private final VersionStoredDecoder versionStored = new VersionStoredDecoder();
    private final CompatibilityKeyDecoder compatibilityKey = new CompatibilityKeyDecoder();
    private final CompatibilityStoredDecoder compatibilityStored = new CompatibilityStoredDecoder();

    SchemaRecord decode(final Record record) {
        final DirectBuffer buffer = record.buffer();
        final int templateId = record.keyLength() < 0 || record.valueLength() < 0
                ? -1
                : header.wrap(buffer, record.keyIndex()).templateId();
        if (templateId == VersionKeyDecoder.TEMPLATE_ID) {
            versionKey.wrapAndApplyHeader(buffer, record.keyIndex(), header);
            versionStored.wrapAndApplyHeader(buffer, record.valueIndex(), header);
            return new VersionStored(
                    versionKey.subject(), versionKey.version(), versionStored.schemaId(), versionStored.text());
        }
        if (templateId == CompatibilityKeyDecoder.TEMPLATE_ID) {
            compatibilityKey.wrapAndApplyHeader(buffer, record.keyIndex(), header);
            compatibilityStored.wrapAndApplyHeader(buffer, record.valueIndex(), header);
            return new CompatibilityStored(
                    compatibilityKey.subject(),
                    Compatibility.valueOf(compatibilityStored.level().name()));
        }
        throw new IllegalStateException("unknown record of a schema registry: offset=" + record.offset()
                + " templateId=" + templateId + ": open the directory with the version of taffrail that wrote it");
    }
}
