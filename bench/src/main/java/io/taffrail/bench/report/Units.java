/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them: three digits that count and a unit that fits. */
final class Units {
    /** Where a run has no figure. */
    static final String NONE = "–";

    private static final MathContext THREE_DIGITS = new MathContext(3);
    private static final double LEAST_RATIO = 0.01;
    private static final double THOUSAND = 1_000;
    private static final double KIB = 1_024;
    private static final String[] TIMES = {" ns", " us", " ms", " s"};
    private static final String[] RATES = {"/s", " k/s", " M/s", " G/s"};
    private static final String[] BYTE_RATES = {" B/s", " kB/s", " MB/s", " GB/s"};
    private static final String[] SIZES = {" B", " KiB", " MiB", " GiB", " TiB"};

    private Units() {}

    /** Nanoseconds. */
    static String time(final double ns) {
        return scaled(ns, THOUSAND, TIMES);
    }

    /** A round number of nanoseconds at an axis. */
    static String timeTick(final double ns) {
        return withoutZeros(time(ns));
    }

    /** A round number of values a second at an axis. */
    static String rateTick(final double values) {
        return withoutZeros(rate(values));
    }

    /** Values a second. */
    static String rate(final double values) {
        return scaled(values, THOUSAND, RATES);
    }

    /** Bytes a second, in powers of ten as disks and networks count. */
    static String byteRate(final double bytes) {
        return scaled(bytes, THOUSAND, BYTE_RATES);
    }

    /** Bytes, in powers of two as memory counts. */
    static String size(final double bytes) {
        return scaled(bytes, KIB, SIZES);
    }

    /** How many times as much. */
    static String ratio(final double ratio) {
        if (!Double.isFinite(ratio)) {
            return NONE;
        }
        if (ratio > 0 && ratio < LEAST_RATIO) {
            return "< " + LEAST_RATIO + " ×";
        }
        final String format = ratio < 9.995 ? "%.2f ×" : ratio < 99.95 ? "%.1f ×" : "%.0f ×";
        return String.format(Locale.ROOT, format, ratio);
    }

    /** A part of hundred. */
    static String percent(final double percent) {
        return Double.isFinite(percent)
                ? BigDecimal.valueOf(Math.round(percent * 10) / 10.0)
                                .stripTrailingZeros()
                                .toPlainString() + " %"
                : NONE;
    }

    /** A number without unit. */
    static String plain(final double value) {
        return Double.isFinite(value) ? digits(value) : NONE;
    }

    /** The one number, or both ends. */
    static String range(final String lowest, final String highest) {
        return lowest.equals(highest) ? lowest : lowest + " to " + highest;
    }

    /** As {@link #range}, in less room. */
    static String span(final String lowest, final String highest) {
        if (lowest.equals(highest)) {
            return lowest;
        }
        final int unit = lowest.indexOf(' ');
        final boolean isSameUnit = unit > 0
                && highest.indexOf(' ') > 0
                && lowest.substring(unit).equals(highest.substring(highest.indexOf(' ')));
        return (isSameUnit ? lowest.substring(0, unit) : lowest) + "–" + highest;
    }

    private static String withoutZeros(final String text) {
        return text.replaceFirst("\\.0+(?= )", "").replaceFirst("(\\.[0-9]*[1-9])0+(?= )", "$1");
    }

    private static String scaled(final double value, final double step, final String[] units) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double rest = round(value);
        int unit = 0;
        while (Math.abs(rest) >= step && unit < units.length - 1) {
            rest = round(rest / step);
            unit++;
        }
        return (unit == 0 ? digits(rest) : threeDigits(rest)) + units[unit];
    }

    private static double round(final double value) {
        return new BigDecimal(value).round(THREE_DIGITS).doubleValue();
    }

    /** With the zeros at its end, so that a column of them is even. */
    private static String threeDigits(final double value) {
        final BigDecimal rounded = new BigDecimal(value).round(THREE_DIGITS);
        final int scale =
                rounded.signum() == 0 ? 0 : THREE_DIGITS.getPrecision() - rounded.precision() + rounded.scale();
        return rounded.setScale(Math.max(0, scale), RoundingMode.HALF_UP).toPlainString();
    }

    private static String digits(final double value) {
        final BigDecimal rounded = new BigDecimal(value).round(THREE_DIGITS).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
}
