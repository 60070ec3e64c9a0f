/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.util.ArrayList;
import java.util.List;

/** A correct partition: records at offsets that rise with gaps, those of transactions to be seen once they are committed. */
final class SimulatedLog {
    private final List<Entry> entries = new ArrayList<>();
    private final List<Entry> late = new ArrayList<>();
    private long end;

    /** What is to be seen of a transaction, or of no transaction. */
    static final class Fate {
        boolean isOpen;
        boolean isAborted;
    }

    record Entry(long offset, long value, Fate fate) {}

    /** Appends, and returns the offset. */
    long append(final long value, final Fate fate) {
        entries.add(new Entry(end, value, fate));
        return end++;
    }

    /** Will append at some time. */
    void appendLate(final long value) {
        late.add(new Entry(0, value, new Fate()));
    }

    /** Appends what is late, or leaves an offset out. */
    void settle() {
        late.forEach(entry -> append(entry.value, entry.fate));
        late.clear();
        end++;
    }

    /** Reads at most some records from an offset on, and returns where to go on. */
    long read(final int partition, final long from, final int most, final PolledRecords into) {
        int count = 0;
        for (int i = firstAtOrBehind(from); i < entries.size(); i++) {
            final Entry entry = entries.get(i);
            if (count == most || entry.fate.isOpen) {
                return entry.offset;
            }
            if (!entry.fate.isAborted) {
                into.add(partition, entry.offset, entry.value);
                count++;
            }
        }
        return end;
    }

    long end() {
        return end;
    }

    private int firstAtOrBehind(final long offset) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (entries.get(middle).offset < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
