/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.log.PartitionLog;
import io.taffrail.testsupport.MutantLoader;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Breaks the engine on purpose, in one place at a time, and demands that the crash tests find it. What they do not find
 * broken they cannot vouch for.
 */
class MutantsCrashTest {
    private static final int MAX_IMAGES = 6_000;
    private static final int UNCHANGED_IMAGES = 300;

    @ParameterizedTest
    @EnumSource(Mutant.class)
    void shouldFindTheBug(final Mutant mutant) throws Exception {
        final String className = "io.taffrail.log." + mutant.file();
        final String source = mutant.applyTo(Files.readString(sourceOf(className)));

        final String found = run(
                MutantLoader.of(className, source, PartitionLog.class, LogFormat.class, UnsafeBuffer.class),
                mutant.workload(),
                MAX_IMAGES);

        System.out.println("mutant " + mutant + ": " + found);
        assertNotNull(found, "survived " + MAX_IMAGES + " images");
    }

    @Test
    void shouldFindNothingInTheEngineAsItIs() throws Exception {
        for (final Workload workload : Workload.values()) {
            assertNull(run(MutantLoader.unchanged(), workload, UNCHANGED_IMAGES));
        }
    }

    @Test
    void shouldListEveryMutantInTheDocument() throws Exception {
        final String document = Files.readString(root().resolve("docs").resolve("crash-testing.md"));

        for (final Mutant mutant : Mutant.values()) {
            assertTrue(document.contains("| `" + mutant + "` |"), mutant + " is not in docs/crash-testing.md");
        }
    }

    private static String run(final MutantLoader loader, final Workload workload, final int images) throws Exception {
        final Constructor<?> constructor =
                loader.loadClass(MutantRun.class.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        @SuppressWarnings("unchecked")
        final BiFunction<String, Integer, String> run = (BiFunction<String, Integer, String>) constructor.newInstance();
        return run.apply(workload.name(), images);
    }

    private static Path sourceOf(final String className) {
        return root().resolve(Path.of("log-engine", "src", "main", "java", className.replace('.', '/') + ".java"));
    }

    private static Path root() {
        return Path.of(System.getProperty("taffrail.repository.root", ".."));
    }
}
