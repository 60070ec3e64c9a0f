/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import io.taffrail.engine.LogEngine;
import io.taffrail.examples.ChildJvm;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A process in which tellers work, to be killed in the midst of it. It says {@code decided N} after each turn. */
final class BankProcess {
    private static final String DECIDED = "decided ";

    private BankProcess() {}

    /**
     * The process: opens the directory, decides what is there to be decided, and ends.
     *
     * @param args directory and number of tellers.
     */
    public static void main(final String[] args) {
        try (LogEngine engine = LogEngine.open(Path.of(args[0]))) {
            final AtomicLong decided = new AtomicLong();
            new BusinessDay(engine, number -> System.out.println(DECIDED + decided.addAndGet(number)))
                    .run(Integer.parseInt(args[1]));
        }
    }

    /**
     * Start one, and kill it (SIGKILL) once it has decided so many requests.
     *
     * @return how many it had said were decided.
     * @throws IllegalStateException if it ended before by itself.
     */
    static long killAfter(final long requests, final Path directory, final int tellers) {
        try (ChildJvm process = ChildJvm.start(BankProcess.class, directory, tellers)) {
            for (String line = process.nextLine(); line != null; line = process.nextLine()) {
                final long decided = line.startsWith(DECIDED) ? Long.parseLong(line.substring(DECIDED.length())) : 0;
                if (decided >= requests) {
                    process.kill();
                    return decided;
                }
            }
            throw new IllegalStateException("the tellers' process ended before it had decided " + requests
                    + " requests: exit code " + process.exitCode() + " " + process);
        }
    }
}
