/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void shouldEscapeTextAndAttributes() {
        final Markup out = new Markup();

        out.element("p", "a < b & \"c\" > d", "title", "\"<&>");

        assertEquals("<p title=\"&quot;&lt;&amp;&gt;\">a &lt; b &amp; &quot;c&quot; &gt; d</p>", out.toString());
    }

    @Test
    void shouldReplaceWhatXmlCannotHold() {
        final Markup out = new Markup();

        out.text("\u001b[31mred\t\u0000 \ud800 \uffff × \ud83d\ude00");

        assertEquals("\ufffd[31mred\t\ufffd \ufffd \ufffd × \ud83d\ude00", out.toString());
    }

    @Test
    void shouldNoticeAnElementThatWasNotEnded() {
        final Markup out = new Markup().open("p");

        assertThrows(IllegalStateException.class, out::toString);
    }

    @Test
    void shouldWriteShortCoordinates() {
        assertEquals("12", Markup.number(12.04));
        assertEquals("12.1", Markup.number(12.06));
    }
}
