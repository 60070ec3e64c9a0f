/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void shouldSplitAtLineFeedsHoweverTheBytesArrive() throws IOException {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append("x".repeat(random.nextInt(100))).append(i).append('\n');
        }
        text.append("y".repeat(200_000));
        final byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        final InputStream slow = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(final byte[] target, final int from, final int length) {
                return super.read(target, from, Math.min(length, 1 + random.nextInt(700)));
            }
        };

        final LineReader reader = new LineReader(slow, 300_000);
        final List<String> lines = new ArrayList<>();
        while (reader.next()) {
            lines.add(new String(reader.bytes(), reader.start(), reader.length(), StandardCharsets.UTF_8));
            assertEquals(lines.size(), reader.number());
        }

        assertEquals(text.toString().lines().toList(), lines, () -> "seed=" + seed);
    }

    @Test
    void shouldNotReadALineWithoutEndForEver() throws IOException {
        final InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        final LineReader reader = new LineReader(endless, 1000);

        assertTrue(reader.next());
        assertTrue(reader.length() > 1000);
    }

    @Test
    void shouldHaveNoLineInNothing() throws IOException {
        assertFalse(new LineReader(InputStream.nullInputStream(), 10).next());
    }
}
