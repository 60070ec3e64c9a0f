/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.settings.TopicName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.status.AtomicCounter;

/** What is built on an engine, and the thread that gives it its turns. The thread begins with the first service. */
final class Services implements Agent, AutoCloseable {
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Map<Class<?>, EngineService> byKind = new LinkedHashMap<>();
    private final CopyOnWriteArrayList<EngineService> services = new CopyOnWriteArrayList<>();
    private final boolean isInvoker;
    private final Consumer<Throwable> onError;
    private AgentRunner runner;
    private boolean isClosed;

    Services(final boolean isInvoker, final Consumer<Throwable> onError) {
        this.isInvoker = isInvoker;
        this.onError = onError;
    }

    synchronized <S extends EngineService> S service(final Class<S> kind, final Supplier<S> maker) {
        final EngineService present = byKind.get(kind);
        if (present != null) {
            return kind.cast(present);
        }
        if (isClosed) {
            throw new IllegalStateException("engine is closed");
        }
        final S made = maker.get();
        byKind.put(kind, made);
        services.add(made);
        if (!isInvoker && runner == null) {
            runner = new AgentRunner(new SleepingIdleStrategy(PAUSE_NS), onError::accept, (AtomicCounter) null, this);
            final Thread thread = new Thread(runner, roleName());
            thread.setDaemon(true);
            thread.start();
        }
        return made;
    }

    /** Let what is built on engines go on in one that has topics of its own. */
    void extend(final LogEngine engine, final Iterable<TopicHandle> topics) {
        for (final TopicHandle topic : topics) {
            if (TopicName.isInternal(topic.name())) {
                extend(engine);
                return;
            }
        }
    }

    private void extend(final LogEngine engine) {
        for (final EngineExtension extension :
                ServiceLoader.load(EngineExtension.class, EngineExtension.class.getClassLoader())) {
            try {
                extension.onOpened(engine);
            } catch (final RuntimeException ex) {
                onError.accept(ex);
            }
        }
    }

    /** The turns of an engine without threads. */
    int invoke() {
        return isInvoker ? doWork() : 0;
    }

    @Override
    public int doWork() {
        int work = 0;
        for (final EngineService service : services) {
            work += turn(service);
        }
        return work;
    }

    /** What one service does wrong does not keep the others from their turns. */
    private int turn(final EngineService service) {
        try {
            return service.doWork();
        } catch (final RuntimeException ex) {
            onError.accept(ex);
            return 0;
        }
    }

    void onTopicDeleted(final String topic) {
        services.forEach(service -> service.onTopicDeleted(topic));
    }

    @Override
    public String roleName() {
        return "taffrail-services";
    }

    @Override
    public void close() {
        final AgentRunner running;
        synchronized (this) {
            isClosed = true;
            running = runner;
            runner = null;
        }
        if (running != null) {
            running.close();
        }
        services.forEach(EngineService::close);
    }
}
