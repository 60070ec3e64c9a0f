/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Writes elements that an HTML and an XML parser read alike. Every text and every attribute is escaped on its way.
 *
 * <p>Threading: one thread.
 */
final class Markup {
    private static final int LAST_ESCAPED = '>';
    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Begin an element. */
    Markup open(final String name, final String... attributes) {
        tag(name, attributes);
        out.append('>');
        open.push(name);
        return this;
    }

    /** End the element that was begun last. */
    Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** End it, and begin a new line of the file. */
    Markup closeLine() {
        close();
        out.append('\n');
        return this;
    }

    /** An element without content: of HTML only those that have no end tag, of SVG any. */
    Markup empty(final String name, final String... attributes) {
        tag(name, attributes);
        out.append(" />");
        return this;
    }

    /** An element that holds nothing but text. */
    Markup element(final String name, final String text, final String... attributes) {
        return open(name, attributes).text(text).close();
    }

    Markup text(final String text) {
        escape(text);
        return this;
    }

    /** Something made by this class, or a style sheet of ours: not escaped. */
    Markup raw(final String markup) {
        out.append(markup);
        return this;
    }

    /** A coordinate: a tenth of a pixel is enough for anybody. */
    static String number(final double value) {
        final String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** What was written; everything begun must have been ended. */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("an element was not ended: name=" + open.peek());
        }
        return out.toString();
    }

    private void tag(final String name, final String... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    private void escape(final String text) {
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            if (codePoint > LAST_ESCAPED || Character.isLetterOrDigit(codePoint)) {
                out.appendCodePoint(isXml(codePoint) ? codePoint : REPLACEMENT);
            } else {
                escapeLow(codePoint);
            }
        }
    }

    private void escapeLow(final int codePoint) {
        switch (codePoint) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            default -> out.appendCodePoint(isXml(codePoint) ? codePoint : REPLACEMENT);
        }
    }

    /** What XML 1.0 may hold: no control characters of a terminal, no half of a pair. */
    private static boolean isXml(final int codePoint) {
        if (codePoint < ' ') {
            return codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
        }
        final boolean isHalf = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return !isHalf && codePoint != 0xFFFE && codePoint != 0xFFFF;
    }
}
