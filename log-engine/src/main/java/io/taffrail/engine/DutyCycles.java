/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import io.taffrail.log.PartitionLog;
import io.taffrail.settings.Threading;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * The engine's background duties, over the logs that are in use.
 *
 * <pre>
 *   conductor   ticks the clock, follows committed batches, copies counters      never blocks
 *   frontier    zeros, touches and rolls ahead; retention; idle logs             blocks in writes
 *   flusher     forces                                                           blocks in forces
 * </pre>
 *
 * Each runs in a thread of its own, or all run in the callers' threads ({@link Threading#INVOKER}).
 */
final class DutyCycles implements AutoCloseable {
    private static final int CURSOR_BATCHES = 100_000;
    private static final long SWEEP_INTERVAL_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long MAX_PARK_NS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long MIN_PARK_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final int SPINS = 100;
    private static final int YIELDS = 200;

    private final CopyOnWriteArrayList<PartitionLog> busy = new CopyOnWriteArrayList<>();
    private final List<AgentRunner> runners = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();
    private final EngineClock clock;
    private final Supplier<List<PartitionLog>> all;
    private final Runnable onTick;
    private final long maxBlockNs;
    private final boolean isInvoker;
    private long sweepAtNs = System.nanoTime();

    DutyCycles(
            final EngineClock clock,
            final Supplier<List<PartitionLog>> all,
            final Runnable onTick,
            final long maxBlockNs,
            final Threading threading) {
        this.clock = clock;
        this.all = all;
        this.onTick = onTick;
        this.maxBlockNs = maxBlockNs;
        this.isInvoker = threading == Threading.INVOKER;
        agents.add(new Duty("taffrail-conductor", this::conduct));
        agents.add(new Duty("taffrail-frontier", this::clearRoad));
        agents.add(new Duty("taffrail-flusher", this::force));
    }

    void start(final Consumer<Throwable> onError) {
        if (!isInvoker) {
            for (final Agent agent : agents) {
                final IdleStrategy idle = new BackoffIdleStrategy(10, 10, MIN_PARK_NS, MAX_PARK_NS);
                final AgentRunner runner = new AgentRunner(idle, onError::accept, (AtomicCounter) null, agent);
                runners.add(runner);
                final Thread thread = new Thread(runner, agent.roleName());
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    /** A log wants its duties done. */
    void onActive(final PartitionLog log) {
        busy.addIfAbsent(log);
    }

    List<PartitionLog> busy() {
        return busy;
    }

    /** How publishers wait for the road. */
    boolean await(final long attempt, final long sinceNs) {
        if (isInvoker) {
            invoke();
        } else if (attempt < SPINS) {
            Thread.onSpinWait();
            return true;
        } else if (attempt < YIELDS) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(MIN_PARK_NS);
        }
        return System.nanoTime() - sinceNs < maxBlockNs;
    }

    /** Do all duties once in this thread; work done. Where they have threads of their own, nothing: they belong to those. */
    synchronized int invoke() {
        return isInvoker ? conduct() + clearRoad() + force() : 0;
    }

    @Override
    public void close() {
        for (final AgentRunner runner : runners) {
            runner.close();
        }
        runners.clear();
    }

    /**
     * Says 0 even when there was something to follow, so that the conductor rests between turns: a cursor at the
     * publishers' heels takes the lines they are writing from their cores and costs them most of their rate.
     */
    private int conduct() {
        clock.tick();
        for (final PartitionLog log : busy) {
            if (log.isActive()) {
                log.doCursorWork(CURSOR_BATCHES);
            }
        }
        onTick.run();
        return 0;
    }

    private int clearRoad() {
        final long nowNs = System.nanoTime();
        int work = 0;
        for (final PartitionLog log : busy) {
            work += log.doRoadWork(nowNs);
            if (!log.isBusy()) {
                busy.remove(log);
                if (log.isBusy()) {
                    busy.addIfAbsent(log);
                }
            }
        }
        if (nowNs - sweepAtNs >= SWEEP_INTERVAL_NS) {
            sweepAtNs = nowNs;
            for (final PartitionLog log : all.get()) {
                log.doRoadWork(nowNs);
            }
        }
        return work;
    }

    private int force() {
        final long nowNs = System.nanoTime();
        int work = 0;
        for (final PartitionLog log : busy) {
            work += log.doForceWork(nowNs);
        }
        return work;
    }

    /** A duty as an agent. */
    private record Duty(String roleName, IntSupplier turn) implements Agent {
        @Override
        public int doWork() {
            return turn.getAsInt();
        }
    }
}
