/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.storage.NativeBuffer;
import java.io.IOException;

/** Bytes of records, in a file or in memory. */
interface RecordBytes {
    /** Index in {@link #buffer()} of a range at a position, or -1. */
    int load(int position, int length) throws IOException;

    /** Holds what was loaded last. */
    NativeBuffer buffer();
}
