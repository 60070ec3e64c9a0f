/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What goes into the pipeline.
 *
 * @param description for people.
 * @param instruments what is known of them, by symbol.
 * @param lines       in the order in which they come.
 */
record RawInput(String description, Map<String, Instrument> instruments, List<Line> lines) {
    /**
     * A line as it came.
     *
     * @param timeNs when its event was, nanoseconds after midnight; of the line before it where it does not say.
     */
    record Line(String symbol, long timeNs, String text) {}

    private static final String UNKNOWN = "NOBODY";
    private static final long OPEN_NS = TimeUnit.MINUTES.toNanos(9 * 60 + 30);
    private static final long DAY_NS = TimeUnit.MINUTES.toNanos(60);
    private static final int LATE_NS = (int) TimeUnit.SECONDS.toNanos(2);
    private static final int FLAWS = 500;
    private static final double NS_PER_SECOND = 1e9;

    /** An hour of some instruments: some lines come late, one in 500 cannot be used. */
    static RawInput generated(final long seed, final int records) {
        final Random random = new Random(seed);
        final Map<String, Instrument> instruments = new LinkedHashMap<>();
        for (final String symbol : List.of("AAPL", "AMZN", "GOOG", "INTC", "MSFT")) {
            instruments.put(symbol, new Instrument(1, symbol + ", a stock"));
        }
        instruments.put("ES", new Instrument(50, "ES, a future"));
        instruments.put("NQ", new Instrument(20, "NQ, a future"));
        final List<String> symbols = List.copyOf(instruments.keySet());
        final List<Line> lines = new ArrayList<>(records);
        for (int i = 0; i < records; i++) {
            final long dueNs = OPEN_NS + (long) ((double) DAY_NS * i / records);
            final long timeNs = random.nextInt(10) == 0 ? dueNs - random.nextInt(LATE_NS) : dueNs;
            final int flaw = random.nextInt(2 * FLAWS);
            final String symbol = flaw == 0 ? UNKNOWN : symbols.get(random.nextInt(symbols.size()));
            final String text = String.format(
                    Locale.ROOT,
                    "%d.%09d,%d,%d,%d,%d,%d",
                    TimeUnit.NANOSECONDS.toSeconds(timeNs),
                    timeNs % (long) NS_PER_SECOND,
                    1 + random.nextInt(5),
                    i + 1,
                    1 + random.nextInt(500),
                    1_000_000 + 100 * random.nextInt(1_000),
                    random.nextBoolean() ? 1 : -1);
            lines.add(new Line(symbol, timeNs, flaw == 1 ? text.substring(0, text.length() - 3) : text));
        }
        return new RawInput("generated, seed " + seed, instruments, lines);
    }

    /**
     * The lines of a LOBSTER message file, whose name begins with the symbol.
     *
     * @param maxRecords at most so many lines.
     */
    static RawInput lobster(final Path file, final int maxRecords) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("--input=" + file + " is no file: name a LOBSTER message file");
        }
        final String symbol =
                file.getFileName().toString().replaceFirst("[^A-Za-z].*", "").toUpperCase(Locale.ROOT);
        final String known = symbol.isEmpty() ? "UNNAMED" : symbol;
        final List<Line> lines = new ArrayList<>();
        try (Stream<String> texts = Files.lines(file)) {
            texts.limit(maxRecords).forEach(text -> lines.add(new Line(known, timeNs(text, lines), text)));
        } catch (final IOException | UncheckedIOException ex) {
            throw new IllegalArgumentException("--input=" + file + " cannot be read as text: " + ex.getMessage(), ex);
        }
        return new RawInput(file.toString(), Map.of(known, new Instrument(1, known)), lines);
    }

    private static long timeNs(final String text, final List<Line> before) {
        try {
            return OrderLine.timeNs(text);
        } catch (final UnusableException ex) {
            return before.isEmpty() ? 0 : before.get(before.size() - 1).timeNs();
        }
    }
}
