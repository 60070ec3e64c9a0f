/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that registers, again and again in one directory: a registration is there or not, and all that were answered are. */
@Timeout(120)
class SchemaRegistryCrashTest {
    private static final int LIVES = 5;
    private static final int MOST = 40;

    @TempDir
    private Path directory;

    @Test
    void shouldHaveWhatWasAnsweredAndNothingTorn() throws Exception {
        final long seed = Long.getLong("taffrail.seed", System.nanoTime());
        System.out.println("seed=" + seed + ": run again with -Dtaffrail.seed=" + seed);
        final SplittableRandom random = new SplittableRandom(seed);
        int present = 0;
        for (int life = 0; life < LIVES; life++) {
            final int answered = liveAndDie(1 + random.nextInt(MOST), random.nextInt(2_000_000));
            assertTrue(answered >= present, "seed=" + seed + " life=" + life);
            present = check(answered, "seed=" + seed + " life=" + life);
        }
    }

    /** How many a process says that it registered before it is killed. */
    private int liveAndDie(final int number, final int delayNs) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "--add-opens",
                        "java.base/jdk.internal.misc=ALL-UNNAMED",
                        "--add-exports",
                        "java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RegisteringMain.class.getName(),
                        directory.toString()))
                .redirectErrorStream(true)
                .start();
        int last = -1;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i <= number; i++) {
                last = Integer.parseInt(lines.readLine().replaceAll("\\D", ""));
            }
            final long sinceNs = System.nanoTime();
            while (System.nanoTime() - sinceNs < delayNs) {
                Thread.onSpinWait();
            }
            process.toHandle().destroyForcibly();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = Integer.parseInt(line.replaceAll("\\D", ""));
            }
        } finally {
            process.destroyForcibly();
        }
        process.waitFor();
        return last;
    }

    private int check(final int answered, final String about) {
        try (LogEngine engine = LogEngine.open(directory)) {
            final SchemaRegistry registry = SchemaRegistry.of(engine);
            final List<SchemaVersion> versions = registry.versions("s");
            assertTrue(versions.size() == answered || versions.size() == answered + 1, about + " " + versions.size());
            for (int i = 1; i <= versions.size(); i++) {
                final SchemaVersion version = versions.get(i - 1);
                assertEquals(i, version.version(), about);
                assertEquals(i, version.id(), about);
                assertEquals(RegisteringMain.text(i), version.document().text(), about);
            }
            return versions.size();
        }
    }
}
