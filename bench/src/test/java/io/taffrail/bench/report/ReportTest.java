/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.bench.result.Kind;
import io.taffrail.bench.result.ResultException;
import io.taffrail.bench.result.ResultStore;
import io.taffrail.bench.result.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class ReportTest {
    private static final String LATENCY = "//section[@data-kind='LATENCY']";
    private static final String BURST = "//section[@data-kind='BURST']";

    @TempDir
    private Path directory;

    @Test
    void shouldHaveEveryPartInItsOrder() throws Exception {
        final Document page = page();

        assertEquals("Taffrail bench", string(page, "/html/body/header/h1"));
        assertEquals(
                "Latency at 1000/s, 100 B, 1 publisher, 1 reader|Burst, 100 B, 1 publisher, 1 reader"
                        + "|Sustained, 100 B, 1 publisher, 1 reader|Failed and disturbed runs|How each target was set up"
                        + "|Environment|Commands",
                texts(page, "//h2"));
        assertEquals("7", string(page, "count(//nav//a)"));
        assertEquals("0", string(page, "count(//nav//a[not(substring(@href, 2) = //section/@id)])"));
    }

    @Test
    void shouldDrawACurveForEachTargetAndThingTimed() throws Exception {
        final Document page = page();

        assertEquals("2", curves(page, "percentiles-end-to-end"));
        assertEquals("3", curves(page, "percentiles-publish"));
        assertEquals("3", curves(page, "percentiles-service"));
        assertEquals("3", curves(page, "timeline-publish-null"), "p50, p99 and max");
        assertEquals("0", string(page, "count(//svg[not(@aria-label)][not(@aria-hidden)])"));
    }

    @Test
    void shouldMergeUndisturbedRunsOnly() throws Exception {
        final Document page = page();

        final String titles =
                texts(page, "//figure[@data-chart='percentiles-service']//g[@data-target='taffrail']//title");
        assertTrue(titles.contains("taffrail p50: 400 ns"), titles);
        assertTrue(titles.contains("taffrail p99: 400 ns"), titles);
        assertTrue(titles.contains("taffrail max: 4.00 us"), titles);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latency-service|taffrail|2|2 of 3",
                "latency-service|taffrail|3|350 ns 300–400 ns",
                "latency-service|taffrail|8|3.50 us 3.00–4.00 us",
                "latency-service|aeron-ipc|3|175 ns 150–200 ns",
                "latency-service|aeron-ipc|9|0.50 ×",
                "latency-service|null|9|0.14 ×",
                "latency-end-to-end|aeron-ipc|9|2.00 ×",
                "service-less-null|taffrail|2|300 ns",
                "throughput|taffrail|3|13.0 M/s 12.0–14.0 M/s",
                "throughput|aeron-ipc|5|0.50 ×"
            })
    void shouldShowMediansSpreadsAndRatios(
            final String table, final String target, final int column, final String expected) throws Exception {
        final String cell = string(
                page(),
                "(//table[@data-table='" + table + "'])[1]//tr[@data-target='" + target + "']/*[" + column + "]");

        assertEquals(expected, cell);
    }

    @Test
    void shouldShowTheRoadOfSustainedRuns() throws Exception {
        final String row = texts(page(), "//section[@data-kind='SUSTAINED']//tbody/tr/td");

        assertEquals("1 of 1|10.0 M/s|1.00 GB/s|2.00 GB/s|50 %|2.00 GiB", row);
    }

    @Test
    void shouldHideNothing() throws Exception {
        final Document page = page();

        assertEquals("FAILED|DISTURBED|DISTURBED", texts(page, "//section[@id='troubled-runs']//tr/@data-status"));
        assertTrue(texts(page, "//tr[@data-status='FAILED']//li").startsWith("could not <start> & \"stop\" \ufffd"));
        assertTrue(texts(page, BURST + "/p[@class='warning']")
                .contains("Every run failed, so there are no figures: kafka"));
        assertTrue(texts(page, BURST + "/p[@class='warning']").contains("on the machine: aeron-ipc"));
        assertEquals("", texts(page, LATENCY + "/p[@class='warning']"), "one disturbed run of three does no harm");
        assertTrue(string(page, "//p[@id='differences']").contains("file system"));
        assertTrue(texts(page, "//section[@id='environment']//li").contains("ext4 (7 runs)|tmpfs (4 runs)"));
        assertEquals("taffrail bench of <everything>", texts(page, "//section[@id='commands']//code"));
    }

    @Test
    void shouldReferToNothingOutside() throws Exception {
        final Document page = page();

        assertEquals("0", string(page, "count(//script | //link | //img | //iframe | //@src)"));
        assertEquals("0", string(page, "count(//@href[not(starts-with(., '#'))])"));
        assertFalse(
                string(page, "//style").matches("(?s).*(url\\(|@import|http).*"), "the style sheet loads something");
    }

    @Test
    void shouldWriteTheSamePageAgainAndChartsBesideIt() throws Exception {
        final ResultStore store = Samples.everything(directory);
        final Path first = directory.resolve("a.html");
        final Path second = directory.resolve("b.html");

        Report.write(store, first, false);
        final List<Path> written = Report.write(store, second, true);

        assertEquals(Files.readString(first), Files.readString(second));
        assertEquals(second, written.get(0));
        assertEquals(3 + 2 + 3 + 2, written.size() - 1, written.toString());
        for (final Path chart : written.subList(1, written.size())) {
            assertEquals("svg", parse(chart).getDocumentElement().getNodeName());
        }
        assertTrue(Files.exists(directory.resolve("burst-100-b-1-publisher-1-reader-values-per-second.svg")));
    }

    @Test
    void shouldShowTablesWhereHistogramLogsAreGone() throws Exception {
        final Samples samples = new Samples(directory);
        Files.delete(samples.latency("taffrail", Status.OK, 300, 2_000));

        final Document page = write();

        assertEquals("0", string(page, "count(//figure)"));
        assertEquals("300 ns", string(page, "//table[@data-table='latency-service']//td[2]"));
        assertTrue(texts(page, "//p[@class='warning']").contains("0001-latency-taffrail.json"));
    }

    @Test
    void shouldRefuseAHistogramLogThatWasCutOff() throws Exception {
        final Path log = new Samples(directory).latency("taffrail", Status.OK, 300, 2_000);
        final List<String> lines = Files.readAllLines(log);
        Files.write(log, lines.subList(0, lines.size() - 1));

        assertRefused("a broken histogram log: file=" + log + ": tag=end-to-end values=2000 expected=3000");
    }

    @ParameterizedTest
    @CsvSource({"half", "nonsense", "empty"})
    void shouldRefuseABrokenHistogramLog(final String how) throws Exception {
        final Path log = new Samples(directory).latency("taffrail", Status.OK, 300, 2_000);
        final String text = Files.readString(log);
        final int cut = text.lastIndexOf("HISTF") + 20;
        Files.writeString(
                log,
                switch (how) {
                    case "half" -> text.substring(0, cut);
                    case "nonsense" -> text.substring(0, cut) + "////" + text.substring(cut + 4);
                    default -> "";
                });

        assertRefused("a broken histogram log: file=" + log);
    }

    @Test
    void shouldRefuseWhatIsNoResult() throws Exception {
        ResultStore.create(directory);
        assertRefused("no results to report: dir=" + directory);

        Files.writeString(directory.resolve("0001-burst-x.json"), "{\"format\": 99}");
        assertRefused("a result of another version: file=");

        Files.writeString(directory.resolve("0001-burst-x.json"), "{\"format\": 1}");
        assertRefused("an incomplete result: file=");
    }

    @Test
    void shouldRefuseAPageThatIsAFolderOrInNone() throws Exception {
        new Samples(directory).rate(Kind.BURST, "taffrail", Status.OK, 1);
        final ResultStore store = ResultStore.open(directory);

        assertThrows(ResultException.class, () -> Report.write(store, directory, false));
        assertThrows(ResultException.class, () -> Report.write(store, directory.resolve("no/report.html"), false));
    }

    private void assertRefused(final String message) throws IOException {
        final ResultStore store = ResultStore.open(directory);
        final Path file = directory.resolve("report.html");
        Files.writeString(file, "before");

        final ResultException ex = assertThrows(ResultException.class, () -> Report.write(store, file, true));

        assertTrue(ex.getMessage().startsWith(message), ex.getMessage());
        assertEquals("before", Files.readString(file));
        try (Stream<Path> files = Files.list(directory)) {
            assertFalse(files.anyMatch(
                    path -> path.toString().endsWith(".part") || path.toString().endsWith(".svg")));
        }
    }

    private Document page() throws Exception {
        Samples.everything(directory);
        return write();
    }

    private Document write() throws Exception {
        final Path file = directory.resolve("report.html");
        Report.write(ResultStore.open(directory), file, false);
        return parse(file);
    }

    /** Without namespaces, so that paths are short. */
    private static Document parse(final Path file) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static String curves(final Document page, final String chart) throws Exception {
        return string(
                page,
                "count(//figure[@data-chart='" + chart
                        + "']//g[@data-target]/path[starts-with(@class, 'curve')][contains(@d, 'L')])");
    }

    private static String string(final Document page, final String path) throws Exception {
        return xpath().evaluate(path, page);
    }

    private static String texts(final Document page, final String path) throws Exception {
        final NodeList nodes = (NodeList) xpath().evaluate(path, page, XPathConstants.NODESET);
        final StringBuilder texts = new StringBuilder();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.append(i == 0 ? "" : "|").append(nodes.item(i).getTextContent());
        }
        return texts.toString();
    }

    private static XPath xpath() {
        return XPathFactory.newInstance().newXPath();
    }
}
