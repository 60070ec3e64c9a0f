/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.LogView;
import io.taffrail.log.PartitionReader;
import io.taffrail.log.ReaderStrategy;
import io.taffrail.settings.TopicName;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import io.taffrail.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A data directory read by a process that does not own it: while an engine owns it, and after that engine ended, however
 * it did. Everything is opened read-only.
 *
 * <p>Topics are read again at each call, so a topic that was created a moment ago is there. Settings that a topic does
 * not override follow the defaults that were changed through {@link Topics#alterDefaults}, and then Taffrail's own: what
 * an engine was configured with beyond that is known to that engine alone.
 *
 * <p>After an engine was killed, what it committed last may be invisible here until an engine recovers the directory.
 *
 * <p>Threading: safe for use by any number of threads; each subscription belongs to one, has a view of its own, and may
 * outlive this.
 */
public final class LogDirectory implements LogSource, AutoCloseable {
    private static final Path LOCKS = Path.of("/proc/locks");

    private final Path directory;
    private final Storage storage;
    private final LogView metadata;
    private final PartitionReader reader;
    private final MetadataState state = new MetadataState();
    private boolean isClosed;

    private LogDirectory(final Path directory) throws IOException {
        this.directory = directory;
        this.storage = new FileStorage();
        this.metadata = view(Layout.METADATA_TOPIC, Layout.METADATA_TOPIC_ID, 0);
        this.reader = metadata.reader(ReaderStrategy.EAGER);
    }

    /**
     * Open a data directory for reading.
     *
     * @param directory that an engine made.
     * @return its topics and records.
     * @throws EngineException if the directory is not ours, or cannot be read.
     * @throws io.taffrail.log.NewerFormatException if a newer version of Taffrail wrote it.
     */
    public static LogDirectory open(final Path directory) {
        Platform.check();
        try {
            DirectoryMarker.check(directory);
            return new LogDirectory(directory);
        } catch (final IOException ex) {
            throw new EngineException(
                    "cannot read data directory: dir=" + directory + ": " + LogEngine.describe(ex), ex);
        }
    }

    /**
     * The process that owns a data directory, for messages. It looks at the system's table of locks only: opening the
     * lock file and closing it again would give up the lock of an engine in this very process.
     *
     * @param directory to look into.
     * @return its process id, or empty when nobody seems to own the directory at this moment.
     */
    public static OptionalLong ownerPid(final Path directory) {
        try {
            final String inode = ":" + Files.getAttribute(directory.resolve(DirectoryLock.NAME), "unix:ino");
            for (final String line : Files.readAllLines(LOCKS)) {
                final String[] fields = line.trim().split("\\s+");
                if (fields.length > 5 && fields[1].equals("POSIX") && fields[5].endsWith(inode)) {
                    return OptionalLong.of(Long.parseLong(fields[4]));
                }
            }
        } catch (final IOException | NumberFormatException | UnsupportedOperationException ex) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    @Override
    public synchronized List<TopicDescription> listTopics() {
        refresh();
        final List<TopicDescription> list = new ArrayList<>();
        for (final TopicState topic : state.topics().values()) {
            if (!TopicName.isInternal(topic.name)) {
                list.add(describe(topic));
            }
        }
        return list;
    }

    @Override
    public synchronized boolean hasTopic(final String topic) {
        refresh();
        return state.topics().containsKey(topic);
    }

    @Override
    public synchronized TopicDescription describeTopic(final String topic) {
        refresh();
        final TopicState found = state.topics().get(topic);
        if (found == null) {
            throw new EngineException("unknown topic: topic=" + topic + ": create it first, or see the list of topics");
        }
        return describe(found);
    }

    @Override
    public Subscription subscribe(final String topic, final StartAt start, final SubscriptionConfig config) {
        final TopicDescription description = describeTopic(topic);
        final int[] numbers = config.partitionsOf(description.partitions());
        final List<PartitionReader> readers = new ArrayList<>();
        final List<LogView> views = new ArrayList<>();
        try {
            for (final int number : numbers) {
                final LogView view = view(topic, description.topicId(), number);
                views.add(view);
                final PartitionReader partition = view.reader(config.strategy())
                        .checked(config.isChecksummed())
                        .isolation(config.isolation())
                        .topic(topic)
                        .partition(number);
                readers.add(partition);
                start.apply(partition);
            }
        } catch (final IOException ex) {
            close(readers, views);
            throw new UncheckedIOException("cannot read topic=" + topic, ex);
        } catch (final RuntimeException ex) {
            close(readers, views);
            throw ex;
        }
        return new Subscription(topic, numbers, readers, () -> views.forEach(LogView::close));
    }

    /** Offsets as the owner last published them; after a crash they may lag behind what was committed. */
    @Override
    public PartitionOffsets offsets(final String topic, final int partition) {
        final TopicDescription description = describeTopic(topic);
        if (partition < 0 || partition >= description.partitions()) {
            throw new EngineException("unknown partition: topic=" + topic + " partition=" + partition + " partitions="
                    + description.partitions());
        }
        try (LogView view = view(topic, description.topicId(), partition)) {
            final long end = view.endOffset();
            return new PartitionOffsets(
                    view.logStartOffset(),
                    end,
                    Math.min(end, view.durableOffset()),
                    Math.min(end, view.highWatermark()),
                    Math.min(end, view.lastStableOffset()),
                    view.term());
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot read topic=" + topic + " partition=" + partition, ex);
        }
    }

    /**
     * Where the files of a partition are; the directory appears with the first record.
     *
     * @param topic     name.
     * @param partition number.
     * @return the directory.
     */
    public Path partitionDirectory(final String topic, final int partition) {
        return Layout.partitionDirectory(directory, topic, partition);
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            reader.close();
            metadata.close();
        }
    }

    private LogView view(final String topic, final long topicId, final int partition) throws IOException {
        return new LogView(
                storage, Layout.partitionDirectory(directory, topic, partition), Layout.logId(topicId, partition));
    }

    /** Apply what was added to the metadata log. */
    private void refresh() {
        if (isClosed) {
            throw new IllegalStateException("directory is closed: dir=" + directory);
        }
        int polled;
        do {
            polled = reader.poll(state::apply, Integer.MAX_VALUE);
        } while (polled > 0);
        if (polled == PartitionReader.OUT_OF_RANGE) {
            throw new EngineException(
                    "metadata log was replaced while it was read: dir=" + directory + ": open it again");
        }
    }

    private TopicDescription describe(final TopicState topic) {
        final TopicSettings defaults = TopicSettings.of(state.engineOverrides(), TopicSettings.defaults());
        return new TopicDescription(
                topic.name,
                topic.topicId,
                topic.partitions,
                Map.copyOf(topic.overrides),
                TopicSettings.of(topic.overrides, defaults));
    }

    private static void close(final List<PartitionReader> readers, final List<LogView> views) {
        readers.forEach(PartitionReader::close);
        views.forEach(LogView::close);
    }
}
