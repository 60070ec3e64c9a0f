/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.storage.Storage;
import io.taffrail.testsupport.MutantLoader;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;
import org.agrona.BitUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Breaks the journal on purpose, in one place at a time, and demands that the crashes of one run find it. */
class JournalMutantsTest {
    @ParameterizedTest
    @EnumSource(Mutant.class)
    void shouldFindTheBug(final Mutant mutant) throws Exception {
        final String className = getClass().getPackageName() + "." + mutant.file();
        final String source = mutant.applyTo(Files.readString(sourceOf(className)));

        final String found = run(MutantLoader.of(className, source, NodeJournal.class, Storage.class, BitUtil.class));

        System.out.println("mutant " + mutant + ": " + found);
        assertNotNull(found, "survived");
    }

    @Test
    void shouldFindNothingInTheJournalAsItIs() throws Exception {
        assertNull(run(MutantLoader.unchanged()));
    }

    @Test
    void shouldListEveryMutantInTheDocument() throws Exception {
        final String document = Files.readString(root().resolve("docs").resolve("crash-testing.md"));

        for (final Mutant mutant : Mutant.values()) {
            assertTrue(document.contains("| `" + mutant + "` |"), mutant + " is not in docs/crash-testing.md");
        }
    }

    private static String run(final MutantLoader loader) throws Exception {
        final Constructor<?> constructor =
                loader.loadClass(CrashRun.class.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        @SuppressWarnings("unchecked")
        final LongFunction<String> run = (LongFunction<String>) constructor.newInstance();
        return run.apply(1);
    }

    private static Path sourceOf(final String className) {
        return root().resolve(
                        Path.of("aeron-replication", "src", "main", "java", className.replace('.', '/') + ".java"));
    }

    private static Path root() {
        return Path.of(System.getProperty("taffrail.repository.root", ".."));
    }
}
