/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.storage.MappedRegion;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * The counters file: a header, then the metadata and the values of Agrona's counters.
 *
 * <pre>
 *   0    magic "TAFFCNTR", 8 bytes, stored last
 *   8    format version, 4 bytes
 *   12   number of counters there is room for, 4 bytes
 *   16   process id of the engine, 8 bytes
 *   64   metadata, 512 bytes a counter
 *   ...  values, 128 bytes a counter
 * </pre>
 */
final class CountersLayout {
    static final String NAME = "counters";
    static final long MAGIC = 0x5254_4E43_4646_4154L;
    static final int VERSION = 1;
    static final int VERSION_AT = 8;
    static final int CAPACITY_AT = 12;
    static final int PID_AT = 16;
    static final int HEADER_LENGTH = 64;

    private CountersLayout() {}

    static int length(final int capacity) {
        return HEADER_LENGTH + capacity * (CountersReader.METADATA_LENGTH + CountersReader.COUNTER_LENGTH);
    }

    static UnsafeBuffer metadata(final MappedRegion region, final int capacity) {
        return new UnsafeBuffer(region.buffer(), HEADER_LENGTH, capacity * CountersReader.METADATA_LENGTH);
    }

    static UnsafeBuffer values(final MappedRegion region, final int capacity) {
        final int from = HEADER_LENGTH + capacity * CountersReader.METADATA_LENGTH;
        return new UnsafeBuffer(region.buffer(), from, capacity * CountersReader.COUNTER_LENGTH);
    }
}
