/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.LogContext;
import io.taffrail.log.LogInspector;
import io.taffrail.log.LogNotice;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.Replication;
import io.taffrail.settings.TopicName;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the logs of partitions, and clears their directories away. */
final class PartitionLogs {
    private static final Pattern PARTITION = Pattern.compile("(.+)-(0|[1-9][0-9]{0,8})");

    private final Storage storage;
    private final Path directory;
    private final EngineClock clock;
    private final DutyCycles duties;
    private final ReplicatedPartitions replicated;
    private final Consumer<Throwable> onError;
    private long producerExpirationMs;

    PartitionLogs(
            final Storage storage,
            final Path directory,
            final EngineClock clock,
            final DutyCycles duties,
            final ReplicatedPartitions replicated,
            final Consumer<Throwable> onError) {
        this.storage = storage;
        this.directory = directory;
        this.clock = clock;
        this.duties = duties;
        this.replicated = replicated;
        this.onError = onError;
    }

    PartitionLogs forgettingProducersAfter(final long expirationMs) {
        producerExpirationMs = expirationMs;
        return this;
    }

    PartitionLog make(final String topic, final long topicId, final int partition, final TopicSettings settings) {
        final LogContext context = new LogContext(
                storage,
                Layout.partitionDirectory(directory, topic, partition),
                Layout.logId(topicId, partition),
                clock,
                duties::await,
                TopicName.isInternal(topic) ? Replication.NONE : replicated.of(topic, partition),
                duties::onActive,
                onError);
        final PartitionLog log = new PartitionLog(context, settings);
        log.forgetProducersAfter(producerExpirationMs);
        return log;
    }

    /** New partitions begin in directories that hold nothing: what somebody put there is not ours to delete. */
    void requireNoDirectories(final String topic, final int from, final int to) {
        for (int partition = from; partition < to; partition++) {
            final Path present = Layout.partitionDirectory(directory, topic, partition);
            if (holdsFiles(present)) {
                throw new EngineException("a directory is in the way of topic=" + topic + " partition=" + partition
                        + ": dir=" + present + " belongs to no topic: move it away, or choose another name");
            }
        }
    }

    private boolean holdsFiles(final Path path) {
        try {
            return storage.exists(path) && !storage.list(path).isEmpty();
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot read directory: dir=" + path, ex);
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

    /**
     * Finish deletions that a crash cut short before the directories had another name. A directory goes only if its log id
     * is that of a topic that was deleted; any other that no topic has is left alone and reported.
     */
    void removeOrphans(final Map<String, TopicState> topics, final List<TopicState> deleted) throws IOException {
        for (final String name : storage.list(directory)) {
            final Matcher matcher = PARTITION.matcher(name);
            if (!matcher.matches() || name.equals(Layout.METADATA_TOPIC + "-0")) {
                continue;
            }
            final String topic = matcher.group(1);
            final int partition = Integer.parseInt(matcher.group(2));
            final TopicState present = topics.get(topic);
            if (present == null || partition >= present.partitions) {
                removeOrphan(topic, partition, deleted);
            }
        }
    }

    private void removeOrphan(final String topic, final int partition, final List<TopicState> deleted)
            throws IOException {
        final Path orphan = Layout.partitionDirectory(directory, topic, partition);
        final OptionalLong logId = logId(orphan);
        for (final TopicState candidate : deleted) {
            if (logId.isPresent()
                    && candidate.name.equals(topic)
                    && partition < candidate.partitions
                    && Layout.logId(candidate.topicId, partition) == logId.getAsLong()) {
                remove(topic, partition, candidate.topicId);
                return;
            }
        }
        onError.accept(new LogNotice("no topic has this directory: dir=" + orphan
                + (logId.isPresent() ? " logId=" + Long.toHexString(logId.getAsLong()) : "")
                + ": it is left as it is; move it away if it does not belong here"));
    }

    private OptionalLong logId(final Path orphan) {
        try {
            return new LogInspector(storage).logId(orphan);
        } catch (final IOException | RuntimeException ex) {
            return OptionalLong.empty();
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
