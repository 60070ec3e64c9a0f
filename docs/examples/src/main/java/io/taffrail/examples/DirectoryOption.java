/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples;

import io.taffrail.engine.LogEngine;
import io.taffrail.settings.EngineConfig;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option that all examples have: where their topics are. */
public final class DirectoryOption {
    private static final int MAX_BLOCK_MS = 60_000;

    @Option(
            names = "--dir",
            paramLabel = "D",
            defaultValue = "data",
            description = "Taffrail directory (default: ${DEFAULT-VALUE}); it may hold topics of others.")
    private Path path;

    /** For picocli. */
    public DirectoryOption() {}

    /**
     * The directory.
     *
     * @return its path; it may not be there yet.
     */
    public Path path() {
        return path;
    }

    /**
     * Open the directory.
     *
     * @return the engine that owns it.
     * @throws io.taffrail.engine.EngineException if it holds something else, or another process owns it.
     */
    public LogEngine open() {
        return open(path);
    }

    /**
     * Open a directory. A publish waits for room as long as Kafka's does, so that an example need not try again where the disk
     * is busy.
     *
     * @param directory to open.
     * @return the engine that owns it.
     * @throws io.taffrail.engine.EngineException if it holds something else, or another process owns it.
     */
    public static LogEngine open(final Path directory) {
        return LogEngine.open(
                directory, EngineConfig.builder().maxBlockMs(MAX_BLOCK_MS).build());
    }

    /**
     * An empty topic: one of that name that is there is deleted, with what groups committed of it.
     *
     * @param engine     to create it in.
     * @param name       of the topic.
     * @param partitions 1 or more.
     * @param settings   by key, in Kafka's names.
     */
    public static void replaceTopic(
            final LogEngine engine, final String name, final int partitions, final Map<String, String> settings) {
        if (engine.topics().exists(name)) {
            engine.topics().delete(name);
        }
        engine.topics().create(name, partitions, settings);
    }
}
