/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.bench.result.ResultStore;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What a real browser makes of the page. */
class ReportSystemTest {
    @TempDir
    private Path directory;

    /** A browser may still write while it ends. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path scratch;

    @Test
    void shouldBeReadByABrowserAsItWasWritten() throws Exception {
        final ResultStore store = Samples.everything(directory);
        final Path page = directory.resolve("report.html");
        Report.write(store, page, false);

        final String dom = Browser.dom(page, scratch);

        for (final String target : new String[] {"null", "taffrail", "aeron-ipc"}) {
            assertTrue(curve(dom, "percentiles-service", target) > 20, "no service curve of " + target);
        }
        assertTrue(curve(dom, "percentiles-end-to-end", "taffrail") > 20, "no end-to-end curve");
        final String row = first(dom, "data-table=\"latency-service\".*?<tr data-target=\"taffrail\".*?</tr>");
        assertTrue(row.contains(">350 ns <small>300–400 ns</small>"), row);
        final String bar = first(dom, "data-chart=\"values-per-second\".*?<g [^>]*data-target=\"taffrail\".*?</g>");
        assertTrue(bar.contains(">13.0 M/s<") && bar.contains("<rect"), bar);
        assertEquals(3, dom.split("<section id=\"[^\"]*\" data-scenario=", -1).length - 1);
        assertTrue(dom.contains("could not &lt;start&gt; &amp; \"stop\""), "the remark of the failed run");
        assertFalse(
                dom.replaceAll("xmlns=\"http://www\\.w3\\.org/[a-z0-9/]*\"", "").matches("(?s).*https?://.*"),
                "something outside is referred to");
    }

    /** Points of a curve. */
    private static int curve(final String dom, final String chart, final String target) {
        final String path = first(
                dom,
                "data-chart=\"" + chart + "\".*?<g [^>]*data-target=\"" + target
                        + "\"><path class=\"curve\" d=\"[^\"]*\"");
        return path.substring(path.lastIndexOf("d=\"")).split("L", -1).length;
    }

    private static String first(final String dom, final String pattern) {
        final Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(dom);
        assertTrue(matcher.find(), "not in the page: " + pattern);
        return matcher.group();
    }
}
