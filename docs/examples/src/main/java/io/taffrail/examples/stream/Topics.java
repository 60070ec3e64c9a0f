/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.stream;

import io.taffrail.engine.LogEngine;
import io.taffrail.examples.DirectoryOption;
import java.util.Map;

/** The topics; each run replaces them. The key of all is the symbol, but for bars, where it is symbol and window. */
final class Topics {
    /** Compacted: symbol, {@link Instrument}. */
    static final String INSTRUMENTS = "stream-pipeline.instruments";

    /** Lines as they came: {@link OrderLine}. */
    static final String RAW = "stream-pipeline.raw";

    /** {@link Trade}. */
    static final String ENRICHED = "stream-pipeline.enriched";

    /** Lines that nobody can make anything of; a header says why. */
    static final String REJECTED = "stream-pipeline.rejected";

    /** Compacted: symbol and window, {@link Bar}. */
    static final String BARS = "stream-pipeline.bars";

    /** Of the three topics of the pipeline: a bar stands in the partition of its trades. */
    static final int PARTITIONS = 4;

    /** Event times are times of a day, and such days are long past. */
    private static final Map<String, String> KEPT = Map.of("retention.ms", "-1");

    private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

    private Topics() {}

    static void replace(final LogEngine engine) {
        DirectoryOption.replaceTopic(engine, INSTRUMENTS, 1, COMPACTED);
        DirectoryOption.replaceTopic(engine, RAW, PARTITIONS, KEPT);
        DirectoryOption.replaceTopic(engine, ENRICHED, PARTITIONS, KEPT);
        DirectoryOption.replaceTopic(engine, REJECTED, 1, KEPT);
        DirectoryOption.replaceTopic(engine, BARS, PARTITIONS, COMPACTED);
    }
}
