/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.topics;

import java.util.Arrays;
import java.util.Locale;

/** How evenly records are spread over the partitions of a topic. */
final class Skew {
    private final long[] records;
    private final long total;

    private Skew(final long[] records) {
        this.records = records;
        this.total = Arrays.stream(records).sum();
    }

    /** Of the numbers of records of partitions, which must not be negative. */
    static Skew of(final long... records) {
        return new Skew(records.clone());
    }

    long total() {
        return total;
    }

    /** Share that a partition has of all records, from 0 to 1; 0 where there are none. */
    double share(final int partition) {
        return total == 0 ? 0 : (double) records[partition] / total;
    }

    /** The partition with the most records, the first of several. */
    int hottest() {
        int hottest = 0;
        for (int i = 1; i < records.length; i++) {
            if (records[i] > records[hottest]) {
                hottest = i;
            }
        }
        return hottest;
    }

    /** How many times its fair share the hottest partition has; 1 where all have the same, or nothing. */
    double factor() {
        return total == 0 ? 1 : share(hottest()) * records.length;
    }

    String text() {
        return String.format(Locale.ROOT, "skew %.1f", factor()) + ": partition " + hottest() + " takes "
                + percent(share(hottest())) + " of the records";
    }

    static String percent(final double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
