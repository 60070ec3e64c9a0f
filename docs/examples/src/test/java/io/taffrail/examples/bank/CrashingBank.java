/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.log.PartitionLog;
import io.taffrail.testsupport.MutantLoader;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bank over an engine that tells {@link Moments} before and behind each batch that it makes visible: what its directory
 * holds then is what a process leaves that dies then. A claim is open before, so recovery has to fill a hole.
 */
final class CrashingBank {
    private static final String HEADER = "io.taffrail.log.BatchHeader";
    private static final String COMMIT =
            "return buffer.compareAndSetIntUnchecked(position + LENGTH_OFFSET, -length, length);";
    private static final String TOLD = "io.taffrail.examples.bank.Moments.pass();"
            + " final boolean isDone = buffer.compareAndSetIntUnchecked(position + LENGTH_OFFSET, -length, length);"
            + " io.taffrail.examples.bank.Moments.pass(); return isDone;";

    private CrashingBank() {}

    /** As it is. */
    static MutantLoader unchanged() throws IOException {
        final String source = Files.readString(root().resolve(pathOf("log-engine", HEADER)));
        if (!source.contains(COMMIT)) {
            throw new IllegalStateException(HEADER + " makes batches visible in another way: tell Moments of that");
        }
        return MutantLoader.of(
                HEADER,
                source.replace(COMMIT, TOLD),
                Moments.class,
                PartitionLog.class,
                LogFormat.class,
                UnsafeBuffer.class);
    }

    /** With a bug in it. */
    static MutantLoader with(final BankMutant mutant) throws IOException {
        final String className = Bank.class.getPackageName() + "." + mutant.file();
        final String source = Files.readString(root().resolve(pathOf("docs/examples", className)));
        return unchanged().and(className, mutant.applyTo(source), Bank.class, PartitionLog.class, UnsafeBuffer.class);
    }

    /** Run one of the histories; what was wrong, or null. */
    static String run(final MutantLoader loader, final Class<?> history, final Path directory, final long seed)
            throws ReflectiveOperationException {
        final Constructor<?> constructor = loader.loadClass(history.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        @SuppressWarnings("unchecked")
        final BiFunction<Path, Long, String> run = (BiFunction<Path, Long, String>) constructor.newInstance();
        return run.apply(directory, seed);
    }

    private static Path pathOf(final String module, final String className) {
        return Path.of(module, "src", "main", "java", className.replace('.', '/') + ".java");
    }

    private static Path root() {
        return Path.of(System.getProperty("taffrail.repository.root", "../.."));
    }
}
