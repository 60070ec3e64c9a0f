/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

import java.util.List;

/** Guesses which key a user meant: the one with the smallest edit distance, the first of equals. */
public final class NearestKey {
    private NearestKey() {}

    /**
     * The key that was meant.
     *
     * @param wrong as a user wrote it.
     * @param keys  that there are.
     * @return the nearest of them, null when there are none.
     */
    public static String of(String wrong, List<String> keys) {
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String key : keys) {
            int distance = distance(String.valueOf(wrong), key);
            if (distance < least) {
                least = distance;
                nearest = key;
            }
        }
        return nearest;
    }

    /** Levenshtein's distance, by the method of Wagner and Fischer with one row kept. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
