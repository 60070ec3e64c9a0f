/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import io.taffrail.engine.LogSource;
import io.taffrail.engine.PartitionOffsets;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Says why a reader of committed records ends before the end. */
final class StableEnds {
    private StableEnds() {}

    /** Say it of each partition that an open transaction holds back. */
    static void explain(
            final LogSource source, final String topic, final IntStream partitions, final Consumer<String> say) {
        partitions.forEach(partition -> {
            final PartitionOffsets offsets = source.offsets(topic, partition);
            if (offsets.lastStableOffset() < offsets.highWatermark()) {
                say.accept("note: a transaction is open: partition=" + partition + " lastStableOffset="
                        + offsets.lastStableOffset() + " endOffset=" + offsets.highWatermark()
                        + ": committed records end there, see 'taffrail transactions list'");
            }
        });
    }
}
