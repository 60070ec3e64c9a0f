/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2LongHashMap;

/** Compares what nodes hold with each other and with what was acknowledged. */
public final class LogComparison {
    private static final long NOTHING = Long.MIN_VALUE;

    private final Long2LongHashMap records = new Long2LongHashMap(NOTHING);
    private final List<String> problems = new ArrayList<>();
    private long acknowledged;

    /**
     * Compare the nodes.
     *
     * @param dumps of each, see {@link LogDump}.
     * @throws IOException if one cannot be read.
     */
    public LogComparison(final List<Path> dumps) throws IOException {
        LogDump.forEach(dumps.get(0), records::put);
        for (final Path dump : dumps.subList(1, dumps.size())) {
            final long[] differing = new long[2];
            LogDump.forEach(dump, (offset, value) -> {
                differing[0]++;
                differing[1] += records.get(offset) == value ? 0 : 1;
            });
            if (differing[0] != records.size() || differing[1] > 0) {
                problems.add("logs differ: file=" + dumps.get(0).getFileName() + " records=" + records.size() + " file="
                        + dump.getFileName() + " records=" + differing[0] + " that differ=" + differing[1]);
            }
        }
    }

    /**
     * Compare with what was acknowledged.
     *
     * @param acks see {@link AckFile}.
     */
    public void check(final Path acks) {
        final long[] lost = new long[] {0, NOTHING};
        try {
            AckFile.forEach(acks, (offset, value) -> {
                acknowledged++;
                if (records.get(offset) != value) {
                    lost[0]++;
                    lost[1] = offset;
                }
            });
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
        if (lost[0] > 0) {
            problems.add("acknowledged and lost: records=" + lost[0] + " the last at offset=" + lost[1] + " file="
                    + acks.getFileName());
        }
    }

    /**
     * What was wrong.
     *
     * @return a sentence each, none when all is well.
     */
    public List<String> problems() {
        return problems;
    }

    /**
     * Records of a log.
     *
     * @return the number.
     */
    public long records() {
        return records.size();
    }

    /**
     * Acknowledgements that were checked.
     *
     * @return the number.
     */
    public long acknowledged() {
        return acknowledged;
    }
}
