/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.CorruptLogException;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.PartitionReader;
import io.taffrail.log.ProducerAppender;
import io.taffrail.log.Replication;
import io.taffrail.settings.Durability;
import io.taffrail.settings.EngineConfig;
import io.taffrail.settings.Threading;
import io.taffrail.settings.TopicName;
import io.taffrail.settings.TopicSettings;
import io.taffrail.storage.FileStorage;
import io.taffrail.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * The embedded engine: owns a data directory, publishes to its topics and reads them, in the application's own process.
 *
 * <pre>{@code
 * try (LogEngine engine = LogEngine.open(Path.of("data"))) {
 *     engine.topics().create("orders", 1);
 *     try (Publisher publisher = engine.publisher("orders");
 *             Subscription orders = engine.subscribe("orders", StartAt.earliest())) {
 *         publisher.publish("key", "value");
 *         orders.poll(record -> System.out.println(record.valueAsString()), 10);
 *     }
 * }
 * }</pre>
 *
 * <p>Threading: safe for use by any number of threads; publishers and subscriptions belong to one each.
 */
public final class LogEngine implements LogSource, AutoCloseable {
    private static final long FORGET_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final Path directory;
    private final Storage storage;
    private final DirectoryLock lock;
    private final EngineClock clock;
    private final DutyCycles duties;
    private final PartitionLogs logs;
    private final PartitionLog metadata;
    private final TopicRegistry registry;
    private final EngineCounters counters;
    private final EngineErrors errors;
    private final ClaimWatch claims;
    private final Services services;
    private final ProducerIds producerIds;
    private final Cleaner cleaner;
    private final Map<Long, EngineCheckpoint.Entry> checkpoint;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private long forgetAtNs = System.nanoTime();

    private LogEngine(
            final Path directory,
            final EngineConfig config,
            final ReplicatedPartitions replicated,
            final DirectoryLock lock)
            throws IOException {
        this.directory = directory;
        this.lock = lock;
        storage = new FileStorage();
        checkpoint = EngineCheckpoint.read(storage, directory);
        clock = new EngineClock(config.clock());
        errors = new EngineErrors(storage, directory);
        counters = new EngineCounters(storage, directory, config.counterCapacity());
        claims = new ClaimWatch(config.claimTimeoutMs(), this::onError);
        duties = new DutyCycles(
                clock,
                this::loadedLogs,
                this::observe,
                TimeUnit.MILLISECONDS.toNanos(config.maxBlockMs()),
                config.threading());
        logs = new PartitionLogs(storage, directory, clock, duties, replicated, this::onError)
                .forgettingProducersAfter(config.producerIdExpirationMs());
        metadata = logs.make(
                Layout.METADATA_TOPIC,
                Layout.METADATA_TOPIC_ID,
                0,
                TopicSettings.defaults().toBuilder()
                        .durability(Durability.SYNC)
                        .retentionMs(-1)
                        .build());
        metadata.load();
        EngineCheckpoint.remove(storage, directory);
        logs.removeDeleted();
        services = new Services(config.threading() == Threading.INVOKER, this::onError);
        registry = new TopicRegistry(metadata, logs, config.topicDefaults(), this::onTopicDeleted);
        cleaner = new Cleaner(registry::handles, config, this::onError);
        producerIds = new ProducerIds(registry);
        registry.removeOrphans();
        if (checkpoint == null) {
            recoverAll();
        }
        duties.start(this::onError);
    }

    /**
     * Open a data directory with the default configuration; an empty or absent one becomes a data directory.
     *
     * @param directory to own.
     * @return the engine.
     * @throws EngineException if the directory is not ours, or another process owns it.
     */
    public static LogEngine open(final Path directory) {
        return open(directory, EngineConfig.defaults());
    }

    /**
     * Open a data directory. Partitions that were not closed cleanly are recovered.
     *
     * @param directory to own.
     * @param config    of the engine.
     * @return the engine.
     * @throws EngineException                     if the directory is not ours, or another process owns it.
     * @throws io.taffrail.log.CorruptLogException if bytes are bad that a crash cannot explain.
     * @throws io.taffrail.log.NewerFormatException if a newer version of Taffrail wrote it.
     */
    public static LogEngine open(final Path directory, final EngineConfig config) {
        return open(directory, config, (topic, partition) -> Replication.NONE);
    }

    /**
     * Open a data directory some of whose partitions have replicas elsewhere. Those take no records before replication
     * lets them, by {@link PartitionHandle#log()}.
     *
     * @param directory  to own.
     * @param config     of the engine.
     * @param replicated which partitions, and what their logs are to know of it.
     * @return the engine.
     * @throws EngineException                     if the directory is not ours, or another process owns it.
     * @throws io.taffrail.log.CorruptLogException if bytes are bad that a crash cannot explain.
     * @throws io.taffrail.log.NewerFormatException if a newer version of Taffrail wrote it.
     */
    public static LogEngine open(
            final Path directory, final EngineConfig config, final ReplicatedPartitions replicated) {
        Platform.check();
        try {
            DirectoryMarker.claim(directory);
            final DirectoryLock lock = DirectoryLock.acquire(directory);
            try {
                final LogEngine engine = new LogEngine(directory, config, replicated, lock);
                engine.services.extend(engine, engine.registry.handles());
                return engine;
            } catch (final IOException | RuntimeException ex) {
                lock.close();
                throw ex;
            }
        } catch (final IOException ex) {
            throw new EngineException("cannot open data directory: dir=" + directory + ": " + describe(ex), ex);
        }
    }

    /**
     * Creates, changes and deletes topics.
     *
     * @return the topics of this engine.
     */
    public Topics topics() {
        return registry;
    }

    /**
     * A publisher with the default configuration.
     *
     * @param topic name.
     * @return for the use of one thread.
     * @throws EngineException if there is no such topic.
     */
    public Publisher publisher(final String topic) {
        return publisher(topic, PublisherConfig.defaults());
    }

    /**
     * A publisher.
     *
     * @param topic  name.
     * @param config how it publishes.
     * @return for the use of one thread.
     * @throws EngineException if there is no such topic.
     */
    public Publisher publisher(final String topic, final PublisherConfig config) {
        requireOpen();
        final TopicHandle handle = registry.handle(TopicName.requireUserTopic(topic));
        return new Publisher(handle, config.partitioner().get(), config.partitionsOf(handle, producerIds));
    }

    /**
     * A new idempotent producer, for {@link #producer}. Durable before it is answered, and never answered again, also after a
     * crash.
     *
     * @return its id, which no other node of a cluster gives out either, with epoch 0.
     * @throws EngineException if the metadata log cannot be written.
     */
    public ProducerIdentity initProducerId() {
        requireOpen();
        return producerIds.next();
    }

    /**
     * Appends to one partition for an idempotent producer that brings its own sequences; for front ends. Publishers number
     * their records themselves, see {@link PublisherConfig#withIdempotence()}.
     *
     * @param topic     name.
     * @param partition number.
     * @param producer  id and epoch.
     * @return for the use of one thread; close it before the engine.
     * @throws EngineException if there is no such topic or partition.
     */
    public ProducerAppender producer(final String topic, final int partition, final ProducerIdentity producer) {
        requireOpen();
        return registry.handle(TopicName.requireUserTopic(topic))
                .log(partition)
                .producer(producer.producerId(), producer.epoch());
    }

    @Override
    public Subscription subscribe(final String topic, final StartAt start, final SubscriptionConfig config) {
        requireOpen();
        final TopicHandle handle = registry.handle(topic);
        final int[] numbers = config.partitionsOf(handle.partitionCount());
        final List<PartitionReader> readers = new ArrayList<>();
        for (final int number : numbers) {
            final PartitionReader reader = loaded(handle, number)
                    .reader(config.strategy())
                    .checked(config.isChecksummed())
                    .isolation(config.isolation())
                    .topic(topic)
                    .partition(number);
            start.apply(reader);
            readers.add(reader);
        }
        return new Subscription(topic, numbers, readers);
    }

    @Override
    public List<TopicDescription> listTopics() {
        return registry.list();
    }

    @Override
    public boolean hasTopic(final String topic) {
        return registry.exists(topic);
    }

    @Override
    public TopicDescription describeTopic(final String topic) {
        return registry.describe(topic);
    }

    @Override
    public PartitionOffsets offsets(final String topic, final int partition) {
        return partition(topic, partition).offsets();
    }

    /**
     * One partition: its offsets, its durability, its road.
     *
     * @param topic     name.
     * @param partition number.
     * @return the partition.
     * @throws EngineException if there is no such topic or partition.
     */
    public PartitionHandle partition(final String topic, final int partition) {
        requireOpen();
        final TopicHandle handle = registry.handle(topic);
        return new PartitionHandle(
                loaded(handle, partition), duties, handle.settings().segmentBytes(), cleaner.memoryBytes());
    }

    /**
     * Make everything committed so far durable, in every partition, and wait for it.
     *
     * @throws EngineException if a force failed.
     */
    public void flush() {
        for (final TopicHandle handle : registry.handles()) {
            for (final PartitionLog log : handle.logs()) {
                if (log.isLoaded()) {
                    new PartitionHandle(log, duties, 0, 0).flush();
                }
            }
        }
    }

    /**
     * Note an error of something that is built on this engine in the engine's error log, and count it.
     *
     * @param error each distinct one is kept once, with its count.
     */
    public void report(final Throwable error) {
        onError(error);
    }

    /**
     * Count something that is built on this engine, beside the engine's own counters.
     *
     * @param typeId of the counter, from 200 on.
     * @param label  what it counts, and of what.
     * @return the counter, to be set by one thread; null when {@code counterCapacity} is used up.
     */
    public AtomicCounter addCounter(final int typeId, final String label) {
        return counters.add(typeId, label);
    }

    /**
     * Take a counter away, so that others can have its room.
     *
     * @param counter that {@link #addCounter} gave; once.
     */
    public void removeCounter(final AtomicCounter counter) {
        counters.remove(counter);
    }

    /**
     * Do the background duties once in the calling thread; for engines that run without threads of their own. The others
     * do nothing here.
     *
     * @return work done, 0 when there was nothing to do.
     */
    public int doWork() {
        return duties.invoke() + services.invoke() + cleaner.invoke();
    }

    /**
     * The service of a kind: made when it is asked for first, closed with the engine.
     *
     * @param kind  of the service.
     * @param maker makes it.
     * @param <S>   kind of the service.
     * @return always the same one.
     */
    public <S extends EngineService> S service(final Class<S> kind, final Supplier<S> maker) {
        requireOpen();
        return services.service(kind, maker);
    }

    /**
     * A topic of the engine's own, for a service to keep its state in: created if there is none of that name.
     *
     * @param name       begins with {@code __}.
     * @param partitions how many it has if it is created now.
     * @param settings   that it has if it is created now.
     * @return the topic as it is.
     * @throws IllegalArgumentException if the name is not internal, or a setting is not valid.
     */
    public TopicDescription internalTopic(final String name, final int partitions, final Map<String, String> settings) {
        requireOpen();
        return registry.internalTopic(name, partitions, settings);
    }

    /**
     * Stop publishing, make everything durable, mark it clean and give the directory up. Waits a while for open claims;
     * what is open after that is left to recovery.
     */
    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        try {
            services.close();
            cleaner.close();
            duties.close();
            registry.close();
            boolean isClean = true;
            final List<EngineCheckpoint.Entry> entries = new ArrayList<>();
            for (final TopicHandle handle : registry.handles()) {
                for (int partition = 0; partition < handle.partitionCount(); partition++) {
                    isClean &= close(handle, partition, entries);
                }
            }
            isClean &= close(metadata);
            if (isClean) {
                EngineCheckpoint.write(storage, directory, entries);
            }
        } catch (final IOException ex) {
            throw new UncheckedIOException(
                    "cannot close in order: dir=" + directory + ": it is recovered next time", ex);
        } finally {
            giveUp();
        }
    }

    private boolean close(final TopicHandle handle, final int partition, final List<EngineCheckpoint.Entry> entries)
            throws IOException {
        final PartitionLog log = handle.log(partition);
        final boolean isClean = close(log);
        if (log.isLoaded()) {
            entries.add(new EngineCheckpoint.Entry(
                    handle.topicId(), partition, log.term(), log.logStartOffset(), log.endOffset()));
        } else if (checkpoint != null && checkpoint.containsKey(log.logId())) {
            entries.add(checkpoint.get(log.logId()));
        }
        return isClean;
    }

    /** One log that cannot be closed in order is left to recovery, and does not keep the others open. */
    private boolean close(final PartitionLog log) {
        try {
            return log.close();
        } catch (final IOException | RuntimeException ex) {
            onError(ex);
            return false;
        }
    }

    private void giveUp() {
        try {
            errors.close();
            lock.close();
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot give the data directory up: dir=" + directory, ex);
        }
    }

    private void recoverAll() throws IOException {
        for (final TopicHandle handle : registry.handles()) {
            for (final PartitionLog log : handle.logs()) {
                try {
                    log.load();
                } catch (final CorruptLogException ex) {
                    log.quarantine(ex);
                }
            }
        }
    }

    private List<PartitionLog> loadedLogs() {
        final List<PartitionLog> loaded = new ArrayList<>();
        for (final TopicHandle handle : registry.handles()) {
            for (final PartitionLog log : handle.logs()) {
                if (log.isLoaded()) {
                    loaded.add(log);
                }
            }
        }
        return loaded;
    }

    private void onError(final Throwable error) {
        counters.onError();
        errors.record(error);
    }

    private void onTopicDeleted(final String topic) {
        cleaner.onTopicDeleted(topic);
        services.onTopicDeleted(topic);
    }

    private void observe() {
        final List<PartitionLog> busy = duties.busy();
        final long nowNs = System.nanoTime();
        counters.update(busy);
        claims.look(busy, nowNs);
        if (nowNs - forgetAtNs >= 0) {
            forgetAtNs = nowNs + FORGET_INTERVAL_NS;
            counters.forgetClosed();
            claims.forgetClosed();
            cleaner.startWhenNeeded();
        }
    }

    private static PartitionLog loaded(final TopicHandle handle, final int partition) {
        final PartitionLog log = handle.log(partition);
        try {
            log.load();
        } catch (final IOException ex) {
            throw new UncheckedIOException(
                    "cannot load partition: topic=" + handle.name() + " partition=" + partition, ex);
        }
        return log;
    }

    private void requireOpen() {
        if (isClosed.get()) {
            throw new IllegalStateException("engine is closed: dir=" + directory);
        }
    }

    static String describe(final IOException ex) {
        final String message = ex.getMessage();
        return ex instanceof java.nio.file.AccessDeniedException
                ? "permission denied: " + message
                : ex.getClass().getSimpleName() + ": " + message;
    }
}
