/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Where the events come from. It is opened twice, once for the direct computation and once for the pipeline, and must
 * give the same events both times.
 *
 * @param description for the report, such as {@code generated seed=42}.
 * @param opener makes a source that starts at the first event.
 */
record OrderInput(String description, Supplier<OrderSource> opener) {

    OrderSource open() {
        return opener.get();
    }

    static OrderInput generated(final long seed, final long events) {
        return new OrderInput("generated, seed " + seed, () -> new GeneratedSource(seed, events));
    }

    /** @throws BadInputException unless {@code file} is a regular file: a pipe cannot be read twice. */
    static OrderInput lobster(final Path file, final long maxEvents) {
        if (!Files.exists(file)) {
            throw new BadInputException("input=" + file + " does not exist; give the path of a LOBSTER message file");
        }
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(
                    "input=" + file + " is not a regular file; the demo reads it twice, so save it to a file first");
        }
        return new OrderInput(file.toString(), () -> LobsterCsvSource.open(file, maxEvents));
    }
}
