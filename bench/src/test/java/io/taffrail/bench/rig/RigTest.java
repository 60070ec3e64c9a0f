/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.bench.result.Figures;
import io.taffrail.bench.result.Kind;
import io.taffrail.bench.result.ResultStore;
import io.taffrail.bench.result.RunResult;
import io.taffrail.bench.result.Workload;
import io.taffrail.bench.targets.ReaderLook;
import io.taffrail.bench.targets.Receiver;
import io.taffrail.bench.targets.Sender;
import io.taffrail.bench.targets.Target;
import io.taffrail.bench.targets.TargetPlan;
import io.taffrail.bench.targets.TargetProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.HistogramLogReader;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RigTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "null, 1, 0",
        "bare-mapping, 1, 1",
        "floor, 2, 1",
        "taffrail, 2, 2",
        "taffrail-claim, 1, 1",
        "taffrail-x16, 1, 1",
        "taffrail-lock, 2, 1",
        "aeron-ipc, 2, 2"
    })
    void shouldBringEveryValueToEveryReaderInABurst(final String target, final int publishers, final int readers)
            throws IOException {
        final Measured measured = run(burst(target, publishers, readers), Worker.provider(target));

        assertEquals(List.of(), measured.failures());
        assertTrue(measured.figures().get(Figures.RATE) > 0);
        assertEquals(measured.figures().get(Figures.SENT), measured.figures().get(Figures.RECEIVED));
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "taffrail", "aeron-ipc"})
    void shouldRecordALatencyForEachMeasuredValue(final String target) throws IOException {
        final Measured measured = run(latency(target, 2_000), Worker.provider(target));

        final List<String> timed =
                target.equals("null") ? List.of("service", "publish") : List.of("service", "publish", "end-to-end");
        for (final String name : timed) {
            assertEquals(2_000, measured.figures().get(name + ".count"), name);
            assertTrue(
                    measured.figures().get(name + ".p50") <= measured.figures().get(name + ".p99"), name);
        }
        assertEquals(timed, List.copyOf(measured.histograms().keySet()));
        assertNothingIsLeft();
    }

    @Test
    void shouldCountFromTheIntendedTimeWhenAValueMustWaitForASlowOne() throws IOException {
        final Measured measured = run(latency("stalling", 1_000), new Faulty("stalling"));

        final double slow = 200e6; // one send takes as long: two hundred values were due meanwhile
        assertTrue(measured.figures().get("service.p90") < slow / 10, "the call itself is fast for all but one");
        assertTrue(measured.figures().get("publish.p90") > slow / 10, "those that waited are slow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"losing", "reordering", "failing"})
    void shouldFailWhenAValueIsNotAsItWasSent(final String fault) throws IOException {
        System.setProperty(Reading.PATIENCE, "1");
        final Measured measured = run(burst(fault, 1, 1), new Faulty(fault));
        System.clearProperty(Reading.PATIENCE);

        assertEquals(1, measured.failures().size(), measured.failures().toString());
        assertNothingIsLeft();
    }

    @Test
    void shouldFailWhenTheRateIsMissed() throws IOException {
        final Measured measured = run(latency("slow", 20_000), new Faulty("slow"));

        assertTrue(
                measured.failures().get(0).startsWith("the rate was missed"),
                measured.failures().toString());
    }

    @Test
    void shouldKeepTheResultOfAWorkerInItsOwnJvm() throws Exception {
        final Path results = Files.createDirectory(directory.resolve("results"));
        final ResultStore store = ResultStore.create(results);
        final Runs runs = new Runs(Targets.find(null), store, "typed", null, 0, result -> {});

        runs.run(List.of(latency("taffrail", 1_000), latency("aeron-ipc", 1_000)), 1);

        for (final ResultStore.Stored stored : store.all()) {
            final RunResult result = stored.result();
            assertEquals("typed", result.command());
            assertEquals(1_000, result.figure("end-to-end.count"));
            assertNotNull(result.environment().cpu());
            assertEquals(3, intervals(stored.histograms()), "a second each of service, publish and end-to-end");
        }
    }

    private static int intervals(final Path file) throws IOException {
        int count = 0;
        try (HistogramLogReader log = new HistogramLogReader(file.toFile())) {
            for (EncodableHistogram next = log.nextIntervalHistogram();
                    next != null;
                    next = log.nextIntervalHistogram()) {
                count++;
            }
        }
        return count;
    }

    private Measured run(final Workload workload, final TargetProvider provider) throws IOException {
        return Rig.of(workload).run(workload, provider);
    }

    private Workload burst(final String target, final int publishers, final int readers) {
        return new Workload(
                Kind.BURST,
                target,
                100,
                publishers,
                readers,
                ReaderLook.PAUSE,
                0,
                1,
                0,
                2,
                1 << 20,
                directory.toString(),
                Map.of());
    }

    private Workload latency(final String target, final int rate) {
        return new Workload(
                Kind.LATENCY, target, 64, 1, 1, ReaderLook.PAUSE, rate, 1, 1, 0, 0, directory.toString(), Map.of());
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }

    /** A queue that does something wrong with one value, of latency runs a measured one. */
    private record Faulty(String name) implements TargetProvider {
        private static final int AT = 1_500;

        @Override
        public String description() {
            return "wrong";
        }

        @Override
        public Target open(final TargetPlan plan) {
            final Queue<byte[]> queue = new ConcurrentLinkedQueue<>();
            return new Target() {
                @Override
                public Sender sender(final int index) {
                    return faultySender(queue);
                }

                @Override
                public Receiver receiver(final int index) {
                    return handler -> {
                        final byte[] value = queue.poll();
                        if (value == null) {
                            return 0;
                        }
                        handler.onValue(new UnsafeBuffer(value), 0, value.length);
                        return 1;
                    };
                }

                @Override
                public Map<String, String> settings() {
                    return Map.of();
                }

                @Override
                public void close() {
                    queue.clear();
                }
            };
        }

        private Sender faultySender(final Queue<byte[]> queue) {
            final Queue<byte[]> held = new ArrayDeque<>();
            final int[] count = {0};
            return (value, length) -> {
                final byte[] copy = new byte[length];
                value.getBytes(0, copy);
                final boolean isIt = count[0]++ == AT;
                switch (isIt || name.equals("slow") ? name : "") {
                    case "losing" -> held.add(copy);
                    case "reordering" -> {
                        queue.add(copy);
                        queue.add(copy);
                    }
                    case "failing" -> throw new IllegalStateException("full");
                    case "stalling" -> {
                        pause(200_000_000);
                        queue.add(copy);
                    }
                    case "slow" -> {
                        pause(100_000);
                        queue.add(copy);
                    }
                    default -> queue.add(copy);
                }
                return true;
            };
        }

        private static void pause(final long ns) {
            final long until = System.nanoTime() + ns;
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
        }
    }
}
