/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.report;

import io.taffrail.bench.result.ResultStore.Stored;
import io.taffrail.bench.result.Status;
import java.io.IOException;
import java.util.List;

/** The page as a whole, from its title to the commands. It is valid HTML and well-formed XML, and refers to nothing outside. */
final class Page {
    private static final int MINUTES = "2026-01-31T12:00".length();

    private final Markup out = new Markup();
    private final List<Stored> runs;
    private final List<Scenario> scenarios;
    private final Drawings drawings;

    private Page(final List<Stored> runs, final Drawings drawings) {
        this.runs = runs;
        this.scenarios = Scenario.of(runs);
        this.drawings = drawings;
    }

    static String of(final List<Stored> runs, final Drawings drawings) throws IOException {
        final Page page = new Page(runs, drawings);
        page.write();
        return "<!DOCTYPE html>\n" + page.out + "\n";
    }

    private void write() throws IOException {
        out.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en");
        head();
        out.open("body");
        header();
        out.open("main");
        for (final Scenario scenario : scenarios) {
            ScenarioSection.write(out, scenario, drawings);
        }
        RunsSection.writeTroubled(out, runs);
        RunsSection.writeSettings(out, runs);
        EnvironmentSection.write(out, runs);
        RunsSection.writeCommands(out, runs);
        out.close().close().close();
    }

    private void head() {
        out.open("head");
        out.empty("meta", "charset", "utf-8");
        out.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'");
        out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        out.element("title", "Taffrail bench, " + date(first()));
        out.open("style").raw(Resources.text("page.css")).raw(Resources.text("chart.css"));
        out.close().closeLine();
    }

    private void header() {
        out.open("header");
        out.element("h1", "Taffrail bench");
        out.element("p", "Measured " + Units.range(date(first()), date(last())) + " UTC. " + worth(), "id", "date");
        out.element("p", EnvironmentSection.machine(runs), "id", "machine");
        final List<String> differences = EnvironmentSection.differences(runs);
        if (!differences.isEmpty()) {
            out.open("p", "class", "warning", "id", "differences")
                    .text("The runs were not made under the same conditions: they differ in "
                            + String.join(", ", differences) + "; see ");
            out.element("a", "Environment", "href", "#environment").text(".").close();
        }
        contents();
        out.closeLine();
    }

    private void contents() {
        out.open("nav", "aria-label", "contents").open("ol");
        for (final Scenario scenario : scenarios) {
            out.open("li").element("a", ScenarioSection.title(scenario), "href", "#" + scenario.id());
            out.text(" ").element("span", String.join(", ", scenario.targets()), "class", "quiet");
            out.close();
        }
        entry("troubled-runs", "Failed and disturbed runs");
        entry("settings", "How each target was set up");
        entry("environment", "Environment");
        entry("commands", "Commands");
        out.close().close();
    }

    private void entry(final String id, final String title) {
        out.open("li").element("a", title, "href", "#" + id).close();
    }

    private String worth() {
        return runs.size() + (runs.size() == 1 ? " run: " : " runs: ") + count(Status.OK) + " OK, "
                + count(Status.DISTURBED) + " disturbed, " + count(Status.FAILED) + " failed.";
    }

    private long count(final Status status) {
        return runs.stream().filter(run -> run.result().status() == status).count();
    }

    private String first() {
        return runs.stream()
                .map(run -> run.result().startedAt())
                .min(String::compareTo)
                .orElse("");
    }

    private String last() {
        return runs.stream()
                .map(run -> run.result().startedAt())
                .max(String::compareTo)
                .orElse("");
    }

    private static String date(final String instant) {
        return instant.length() < MINUTES
                ? instant
                : instant.substring(0, MINUTES).replace('T', ' ');
    }
}
