/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Orders out of a LOBSTER message file ({@code time,type,order id,size,price,direction}). Such a file tells what became of a
 * book; here the orders behind it are sent: a new order is one, a partial cancel and a delete ask to cancel, and an execution is
 * an immediate order of the other side. Hidden executions, halts, and orders from before the file began have nobody to be sent to.
 */
final class LobsterFlow implements OrderFlow, AutoCloseable {
    private static final int COLUMNS = 6;
    private static final int INSTRUMENT = 0;

    private final Path file;
    private final BufferedReader lines;
    private final Map<Long, Long> ids = new HashMap<>();
    private final OrderRequest request = new OrderRequest();
    private long line;
    private long skipped;

    LobsterFlow(final Path file) {
        this.file = file;
        try {
            lines = Files.newBufferedReader(file);
        } catch (final IOException ex) {
            throw new IllegalArgumentException("cannot open input=" + file + ": " + ex, ex);
        }
    }

    /** How many events a file has. */
    static long events(final Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("--input=" + file + " is no file: name a LOBSTER message file");
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (final IOException | UncheckedIOException ex) {
            throw new IllegalArgumentException("cannot read input=" + file + ": " + ex, ex);
        }
    }

    @Override
    public boolean send(final Gateway gateway, final long dueNs) {
        final String text = nextLine();
        if (text == null) {
            return false;
        }
        final String[] columns = text.split(",", -1);
        if (columns.length != COLUMNS) {
            throw bad("has columns=" + columns.length + ", a LOBSTER message has " + COLUMNS);
        }
        request.sentTimeNs = dueNs;
        request.instrument = INSTRUMENT;
        request.quantity = (int) number(columns[3], "size", Integer.MAX_VALUE);
        request.price = number(columns[4], "price", Long.MAX_VALUE);
        final boolean isBuy = number(columns[5], "direction", 1) == 1;
        final long orderId = number(columns[2], "order id", Long.MAX_VALUE);
        switch ((int) number(columns[1], "type", 7)) {
            case 1 -> enter(gateway, orderId, isBuy);
            case 2 -> cancel(gateway, orderId, request.quantity);
            case 3 -> cancel(gateway, orderId, Gateway.MAX_QUANTITY);
            case 4 -> execute(gateway, orderId, isBuy);
            default -> skipped++;
        }
        return true;
    }

    private void enter(final Gateway gateway, final long orderId, final boolean isBuy) {
        request.isBuy = isBuy;
        request.isImmediate = false;
        final long id = gateway.enter(request);
        if (id > 0) {
            ids.put(orderId, id);
        }
    }

    private void cancel(final Gateway gateway, final long orderId, final int quantity) {
        final Long id = ids.get(orderId);
        if (id == null) {
            skipped++;
            return;
        }
        request.quantity = quantity;
        gateway.cancel(id, request);
    }

    /** The direction is the resting order's. */
    private void execute(final Gateway gateway, final long orderId, final boolean isBuy) {
        if (!ids.containsKey(orderId)) {
            skipped++;
            return;
        }
        request.isBuy = !isBuy;
        request.isImmediate = true;
        gateway.enter(request);
    }

    private String nextLine() {
        try {
            line++;
            return lines.readLine();
        } catch (final IOException ex) {
            throw bad("cannot be read: " + ex);
        }
    }

    private long number(final String text, final String column, final long max) {
        try {
            final long value = Long.parseLong(text);
            if (value >= -1 && value <= max) {
                return value;
            }
        } catch (final NumberFormatException ex) {
            // said below
        }
        throw bad("column=" + column + " is no whole number from -1 to " + max + ": \"" + text + '"');
    }

    private IllegalArgumentException bad(final String what) {
        return new IllegalArgumentException("input=" + file + " line=" + line + " " + what);
    }

    /** Events for which nothing was sent. */
    long skipped() {
        return skipped;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot close input=" + file, ex);
        }
    }
}
