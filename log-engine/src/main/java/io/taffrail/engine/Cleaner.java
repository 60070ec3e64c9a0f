/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.CompactionPass;
import io.taffrail.log.CorruptLogException;
import io.taffrail.log.LogCompaction;
import io.taffrail.log.LogNotice;
import io.taffrail.log.PartitionLog;
import io.taffrail.settings.EngineConfig;
import io.taffrail.settings.Threading;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Compacts the logs of topics that ask for it, one at a time, the dirtiest first. In small steps, so that closing the engine
 * or deleting a topic waits for one of them only.
 *
 * <p>Threading: a thread of its own that begins with the first such topic, or the one that invokes the engine's duties; never
 * a publisher's. The others wait for a step (monitor).
 */
final class Cleaner implements Agent, AutoCloseable {
    private static final int STEP_BYTES = 1 << 20;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Supplier<? extends Iterable<TopicHandle>> topics;
    private final boolean isInvoker;
    private final int memoryBytes;
    private final long backoffNs;
    private final Consumer<Throwable> onError;
    private final Set<String> reported = new HashSet<>();
    private AgentRunner runner;
    private CompactionPass pass;
    private String passTopic;
    private long lookAtNs;
    private boolean isClosed;

    Cleaner(
            final Supplier<? extends Iterable<TopicHandle>> topics,
            final EngineConfig config,
            final Consumer<Throwable> onError) {
        this.topics = topics;
        this.isInvoker = config.threading() == Threading.INVOKER;
        this.memoryBytes = config.cleanerDedupeBufferSize();
        this.backoffNs = TimeUnit.MILLISECONDS.toNanos(config.cleanerBackoffMs());
        this.onError = onError;
        lookAtNs = System.nanoTime() + backoffNs;
    }

    int memoryBytes() {
        return memoryBytes;
    }

    /** Have a thread as soon as there is a topic to compact. Called now and then. */
    synchronized void startWhenNeeded() {
        if (isInvoker || isClosed || runner != null || !isAnyCompacted()) {
            return;
        }
        runner = new AgentRunner(new SleepingIdleStrategy(PAUSE_NS), onError::accept, (AtomicCounter) null, this);
        final Thread thread = new Thread(runner, roleName());
        thread.setDaemon(true);
        thread.start();
    }

    /** The turn of an engine without threads. */
    int invoke() {
        return isInvoker ? doWork() : 0;
    }

    @Override
    public synchronized int doWork() {
        if (isClosed) {
            return 0;
        }
        try {
            if (pass == null) {
                look();
            } else if (!pass.step(STEP_BYTES)) {
                abandon();
            }
        } catch (final IOException | RuntimeException ex) {
            onError.accept(ex);
            abandon();
            lookAtNs = System.nanoTime() + backoffNs;
        }
        return pass == null ? 0 : 1;
    }

    /** A topic goes: leave its files alone. */
    synchronized void onTopicDeleted(final String topic) {
        if (topic.equals(passTopic)) {
            abandon();
        }
    }

    @Override
    public String roleName() {
        return "taffrail-cleaner";
    }

    @Override
    public void close() {
        final AgentRunner running;
        synchronized (this) {
            isClosed = true;
            abandon();
            running = runner;
            runner = null;
        }
        if (running != null) {
            running.close();
        }
    }

    private void abandon() {
        final CompactionPass open = pass;
        pass = null;
        passTopic = null;
        if (open != null) {
            try {
                open.close();
            } catch (final IOException ex) {
                onError.accept(ex);
            }
        }
    }

    /** Begin a pass over the log that has it most in need. */
    private void look() {
        if (System.nanoTime() - lookAtNs < 0) {
            return;
        }
        LogCompaction dirtiest = null;
        String topic = null;
        for (final TopicHandle handle : topics.get()) {
            if (handle.settings().isCompacted()) {
                for (final PartitionLog log : handle.logs()) {
                    final LogCompaction candidate = candidate(log);
                    if (candidate != null && (dirtiest == null || candidate.dirtyRatio() > dirtiest.dirtyRatio())) {
                        dirtiest = candidate;
                        topic = handle.name();
                    }
                }
            }
        }
        if (dirtiest == null) {
            lookAtNs = System.nanoTime() + backoffNs;
            return;
        }
        pass = dirtiest.begin(memoryBytes, false);
        passTopic = topic;
    }

    /** What there is to do in a log and may begin; null when nothing. What is wrong with one does not keep the others. */
    private LogCompaction candidate(final PartitionLog log) {
        try {
            final String refusal = LogCompaction.refusal(log);
            if (refusal != null) {
                if (reported.add(log.name())) {
                    onError.accept(new LogNotice(
                            "partition=" + log.name() + " is not compacted, though its topic asks for it: " + refusal));
                }
                return null;
            }
            log.load();
            final LogCompaction compaction = LogCompaction.of(log);
            compaction.prepare();
            return compaction.isDue() ? compaction : null;
        } catch (final CorruptLogException ex) {
            log.quarantine(ex);
        } catch (final IOException | RuntimeException ex) {
            onError.accept(ex);
        }
        return null;
    }

    private boolean isAnyCompacted() {
        for (final TopicHandle handle : topics.get()) {
            if (handle.settings().isCompacted()) {
                return true;
            }
        }
        return false;
    }
}
