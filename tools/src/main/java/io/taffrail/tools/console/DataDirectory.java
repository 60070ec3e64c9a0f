/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.console;

import io.taffrail.engine.LogDirectory;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.LogSource;
import io.taffrail.engine.TopicDescription;
import io.taffrail.settings.EngineConfig;
import io.taffrail.settings.Threading;
import io.taffrail.settings.TopicName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The {@code --dir} option, and opening what it names. A wrong directory or topic is bad input. */
public final class DataDirectory {
    private static final String MARKER = "taffrail.format";

    @Option(
            names = "--dir",
            paramLabel = "D",
            defaultValue = "data",
            description = "Taffrail data directory (default: ./${DEFAULT-VALUE}).")
    private Path directory;

    /** For picocli. */
    public DataDirectory() {}

    /**
     * The directory.
     *
     * @return its path.
     */
    public Path path() {
        return directory;
    }

    /**
     * Open it for reading, whoever owns it.
     *
     * @return its topics and records.
     */
    public LogDirectory read() {
        requireOurs();
        return LogDirectory.open(directory);
    }

    /**
     * Own it, and make it if it is absent.
     *
     * @return an engine over it.
     */
    public LogEngine own() {
        if (Files.exists(directory) && !Files.exists(directory.resolve(MARKER)) && !isEmptyDirectory()) {
            throw notOurs();
        }
        return LogEngine.open(directory);
    }

    /**
     * Own it, if it is there.
     *
     * @return an engine over it.
     */
    public LogEngine ownPresent() {
        requireOurs();
        return LogEngine.open(directory);
    }

    /**
     * Own it, if it is there, without threads that do anything by themselves.
     *
     * @return an engine over it.
     */
    public LogEngine ownQuietly() {
        requireOurs();
        return LogEngine.open(
                directory, EngineConfig.builder().threading(Threading.INVOKER).build());
    }

    /**
     * Whether a process owns it at this moment.
     *
     * @return false also where that cannot be seen.
     */
    public boolean isOwned() {
        return LogDirectory.ownerPid(directory).isPresent();
    }

    /** Make sure that it is a data directory. */
    public void requireOurs() {
        if (!Files.exists(directory)) {
            throw new IllegalArgumentException("no such data directory: dir=" + directory
                    + ": name one with --dir, or make one with 'taffrail topics create'");
        }
        if (!Files.exists(directory.resolve(MARKER)) && Files.isReadable(directory)) {
            throw notOurs();
        }
    }

    /**
     * A topic that must be there.
     *
     * @param source of topics.
     * @param name   of the topic.
     * @return its description.
     * @throws IllegalArgumentException if it is not; the message names the nearest there is.
     */
    public TopicDescription topic(final LogSource source, final String name) {
        TopicName.requireValid(name);
        final List<TopicDescription> topics = source.listTopics();
        for (final TopicDescription topic : topics) {
            if (topic.name().equals(name)) {
                return topic;
            }
        }
        final String nearest =
                Text.nearest(name, topics.stream().map(TopicDescription::name).toList());
        throw new IllegalArgumentException("unknown topic: topic=" + name + " dir=" + directory
                + (nearest == null
                        ? ": there is none yet, make it with 'taffrail topics create'"
                        : ": did you mean " + nearest + "?"));
    }

    /**
     * Make sure that a topic has a partition.
     *
     * @param topic     that must have it.
     * @param partition number.
     * @throws IllegalArgumentException if it has not.
     */
    public static void requirePartition(final TopicDescription topic, final int partition) {
        if (partition < 0 || partition >= topic.partitions()) {
            throw new IllegalArgumentException("unknown partition: topic=" + topic.name() + " partition=" + partition
                    + ": it has the partitions from 0 to " + (topic.partitions() - 1));
        }
    }

    private IllegalArgumentException notOurs() {
        return new IllegalArgumentException("not a taffrail data directory: dir=" + directory + " has no " + MARKER);
    }

    private boolean isEmptyDirectory() {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        } catch (final IOException ex) {
            return true;
        }
    }
}
