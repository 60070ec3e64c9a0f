/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.LogContext;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.Replication;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Makes the logs of partitions, and clears their directories away. */
final class PartitionLogs {
    private final Storage storage;
    private final Path directory;
    private final EngineClock clock;
    private final DutyCycles duties;
    private final Consumer<Throwable> onError;

    PartitionLogs(
            final Storage storage,
            final Path directory,
            final EngineClock clock,
            final DutyCycles duties,
            final Consumer<Throwable> onError) {
        this.storage = storage;
        this.directory = directory;
        this.clock = clock;
        this.duties = duties;
        this.onError = onError;
    }

    PartitionLog make(final String topic, final long topicId, final int partition, final TopicSettings settings) {
        final LogContext context = new LogContext(
                storage,
                Layout.partitionDirectory(directory, topic, partition),
                Layout.logId(topicId, partition),
                clock,
                duties::await,
                Replication.NONE,
                duties::onActive,
                onError);
        return new PartitionLog(context, settings);
    }

    /** Put directories out of the way that a topic of the same name left when a deletion was cut short. */
    void clearDirectories(final String topic, final int from, final int to) {
        try {
            for (int partition = from; partition < to; partition++) {
                remove(topic, partition, System.nanoTime());
            }
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot clear the directories of topic=" + topic, ex);
        }
    }

    /** Close the logs of a topic and delete their files. */
    void delete(final TopicHandle topic) {
        try {
            for (int partition = 0; partition < topic.partitionCount(); partition++) {
                topic.log(partition).close();
                remove(topic.name(), partition, topic.topicId());
            }
        } catch (final IOException ex) {
            throw new UncheckedIOException("topic is deleted, but not all its files: topic=" + topic.name(), ex);
        }
    }

    /** Finish deletions that a crash cut short. */
    void removeDeleted() throws IOException {
        for (final String name : storage.list(directory)) {
            if (name.endsWith(Layout.DELETED_SUFFIX)) {
                empty(directory.resolve(name));
            }
        }
    }

    private void remove(final String topic, final int partition, final long tag) throws IOException {
        final Path present = Layout.partitionDirectory(directory, topic, partition);
        if (storage.exists(present)) {
            final Path deleted = Layout.deletedDirectory(directory, topic, partition, tag);
            storage.rename(present, deleted);
            empty(deleted);
        }
    }

    private void empty(final Path deleted) throws IOException {
        for (final String name : storage.list(deleted)) {
            storage.delete(deleted.resolve(name));
        }
        storage.delete(deleted);
    }
}
