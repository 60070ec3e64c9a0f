/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.state;

import io.taffrail.engine.CountersView;
import io.taffrail.engine.LogDirectory;
import io.taffrail.tools.console.DataDirectory;
import io.taffrail.tools.console.JsonLines;
import io.taffrail.tools.console.Output;
import io.taffrail.tools.console.Table;
import io.taffrail.tools.console.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code taffrail counters}: the counters of an engine. */
@Command(name = "counters", description = "Print the counters of the engine that owns the directory, or owned it last.")
public final class CountersCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory directory;

    @Option(names = "--watch", description = "Print again and again, with the change per second.")
    private boolean isWatching;

    @Option(
            names = "--interval",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "Milliseconds between two looks of --watch (default: ${DEFAULT-VALUE}).")
    private long intervalMs;

    @Option(names = "--count", paramLabel = "N", description = "Stop --watch after this many looks.")
    private Long count;

    @Option(names = "--json", description = "One JSON object per counter.")
    private boolean isJson;

    /** For picocli. */
    public CountersCommand() {}

    @Override
    public void run() {
        if (intervalMs < 1 || count != null && count < 1) {
            throw new ParameterException(spec.commandLine(), "--interval and --count must be 1 or more");
        }
        directory.requireOurs();
        final long looks = !isWatching ? 1 : count == null ? Long.MAX_VALUE : count;
        Map<String, Long> before = Map.of();
        long beforeNs = System.nanoTime();
        try (Output output = Output.of(spec)) {
            final JsonLines lines = isJson ? new JsonLines(output) : null;
            for (long look = 0; look < looks; look++) {
                if (look > 0 && !pause()) {
                    return;
                }
                final List<Counter> counters = new ArrayList<>();
                final long pid = read(counters);
                final long nowNs = System.nanoTime();
                if (isJson) {
                    print(lines, pid, counters);
                } else {
                    print(output, pid, counters, before, nowNs - beforeNs);
                }
                output.flush();
                before = new HashMap<>();
                for (final Counter counter : counters) {
                    before.put(counter.label, counter.value);
                }
                beforeNs = nowNs;
            }
        }
    }

    /** Opened at each look: an engine that starts again makes a new file. */
    private long read(final List<Counter> counters) {
        try (CountersView view = CountersView.open(directory.path())) {
            view.forEach((type, label, value) -> counters.add(new Counter(type, label, value)));
            return view.pid();
        }
    }

    private void print(
            final Output output,
            final long pid,
            final List<Counter> counters,
            final Map<String, Long> before,
            final long elapsedNs) {
        final boolean isRunning = LogDirectory.ownerPid(directory.path()).orElse(-1) == pid;
        output.line("pid=" + pid + (isRunning ? "" : " (ended)") + (isWatching ? " time=" + Text.time(epochNs()) : ""));
        final Table table = isWatching ? new Table("counter", "value", "per second") : new Table("counter", "value");
        for (final Counter counter : counters) {
            final Long old = before.get(counter.label);
            final String rate =
                    old == null ? "" : Long.toString(Math.round((counter.value - old) * 1e9 / Math.max(1, elapsedNs)));
            table.row(counter.label, counter.value, rate);
        }
        table.print(output);
        if (isWatching) {
            output.line("");
        }
    }

    private void print(final JsonLines lines, final long pid, final List<Counter> counters) {
        final String time = Text.time(epochNs());
        for (final Counter counter : counters) {
            lines.line(json -> {
                json.put("time", time)
                        .put("pid", pid)
                        .put("type", counter.type)
                        .put("counter", counter.label)
                        .put("value", counter.value);
            });
        }
    }

    private boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(intervalMs);
            return true;
        } catch (final InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static long epochNs() {
        final Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    private record Counter(int type, String label, long value) {}
}
