/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.engine.EngineService;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.PartitionHandle;
import io.taffrail.model.ErrorCode;
import io.taffrail.settings.Durability;
import io.taffrail.settings.SettingKeys;
import io.taffrail.transaction.TransactionAnswer;
import io.taffrail.transaction.TransactionCore;
import io.taffrail.transaction.TransactionDescription;
import io.taffrail.transaction.TransactionRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The coordinator of all transactions of an engine. Its state is the topic {@code __transaction_state}; each transactional id
 * belongs to one partition of it.
 *
 * <p>Applications use it through a transactional producer; this is for those who drive the steps of a producer themselves, or
 * look at transactions.
 *
 * <p>Threading: any thread.
 */
public final class TransactionCoordinator implements EngineService {
    /** Topic with the state of all transactional ids. */
    public static final String STATE_TOPIC = "__transaction_state";

    private final LogEngine engine;
    private volatile TransactionCoordinatorConfig config;
    private volatile boolean isByDefault;
    private final TransactionShard[] shards;
    private volatile boolean isClosed;

    private TransactionCoordinator(
            final LogEngine engine,
            final TransactionCoordinatorConfig config,
            final CoordinatorClock clock,
            final Function<LogEngine, Markers> markers) {
        this.engine = engine;
        this.config = config;
        final int partitions = engine.internalTopic(
                        STATE_TOPIC, config.stateTopicPartitions(), Map.of(SettingKeys.CLEANUP_POLICY, "compact"))
                .partitions();
        shards = new TransactionShard[partitions];
        try {
            for (int i = 0; i < partitions; i++) {
                final PartitionHandle state = engine.partition(STATE_TOPIC, i);
                shards[i] = new TransactionShard(
                        state,
                        clock,
                        () -> new TransactionCore(this.config.transactions(), () -> engine.initProducerId()
                                .producerId()),
                        markers.apply(engine),
                        this::isForced);
            }
        } catch (final RuntimeException ex) {
            close();
            throw ex;
        }
    }

    /**
     * The coordinator of an engine, with the defaults if there was none yet.
     *
     * @param engine that it belongs to.
     * @return always the same one.
     */
    public static TransactionCoordinator of(final LogEngine engine) {
        return engine.service(TransactionCoordinator.class, () -> byDefault(engine));
    }

    /**
     * The coordinator of an engine, under a configuration. It runs since the engine was opened if there were transactions
     * before, with the defaults, and takes the configuration over.
     *
     * @param engine that it belongs to.
     * @param config of the coordinator.
     * @return the coordinator.
     * @throws IllegalStateException if it was configured otherwise before, or a producer began with the defaults.
     */
    public static TransactionCoordinator start(final LogEngine engine, final TransactionCoordinatorConfig config) {
        return start(engine, config, CoordinatorClock.SYSTEM, MarkerWriter::new);
    }

    static TransactionCoordinator start(
            final LogEngine engine,
            final TransactionCoordinatorConfig config,
            final CoordinatorClock clock,
            final Function<LogEngine, Markers> markers) {
        final TransactionCoordinator coordinator = engine.service(
                TransactionCoordinator.class, () -> new TransactionCoordinator(engine, config, clock, markers));
        if (coordinator.isByDefault) {
            coordinator.reconfigure(config);
        }
        if (!coordinator.config.equals(config)) {
            throw new IllegalStateException("the engine has a transaction coordinator already, with "
                    + coordinator.config + ": start it before its first transactional producer is made");
        }
        return coordinator;
    }

    private static TransactionCoordinator byDefault(final LogEngine engine) {
        final TransactionCoordinator coordinator = new TransactionCoordinator(
                engine, TransactionCoordinatorConfig.defaults(), CoordinatorClock.SYSTEM, MarkerWriter::new);
        coordinator.isByDefault = true;
        return coordinator;
    }

    private synchronized void reconfigure(final TransactionCoordinatorConfig newConfig) {
        if (isByDefault) {
            isByDefault = false;
            config = newConfig;
            for (final TransactionShard shard : shards) {
                shard.restart();
            }
        }
    }

    private boolean isForced(final String topic) {
        return engine.hasTopic(topic) && engine.describeTopic(topic).settings().durability() == Durability.SYNC;
    }

    /**
     * Ask for something.
     *
     * @param request what is asked.
     * @param handler gets the answer, maybe before this returns, maybe later. Where a transaction was ended, its markers were
     *     written when this returns, but for partitions that are not available at present.
     */
    public void request(final TransactionRequest request, final AnswerHandler<TransactionAnswer> handler) {
        if (isClosed) {
            handler.onAnswer(TransactionAnswer.refusal(request, ErrorCode.COORDINATOR_NOT_AVAILABLE));
        } else {
            isByDefault = false;
            shard(request.transactionalId()).request(request, handler);
        }
    }

    /**
     * A transactional id as it is.
     *
     * @param transactionalId which.
     * @return its description; its state is DEAD if there is none.
     */
    public TransactionDescription describe(final String transactionalId) {
        return shard(transactionalId).read(core -> core.describe(transactionalId));
    }

    /**
     * All transactional ids as they are.
     *
     * @return by id.
     */
    public List<TransactionDescription> list() {
        final List<TransactionDescription> all = new ArrayList<>();
        for (final TransactionShard shard : shards) {
            all.addAll(shard.read(TransactionCore::list));
        }
        all.sort(Comparator.comparing(TransactionDescription::transactionalId));
        return all;
    }

    @Override
    public int doWork() {
        for (final TransactionShard shard : shards) {
            try {
                shard.doWork();
            } catch (final RuntimeException ex) {
                engine.report(ex); // the ids of the other partitions go on
            }
        }
        return 0; // timeouts are counted in milliseconds: no turn hurries the next one
    }

    @Override
    public void onTopicDeleted(final String topic) {
        for (final TransactionShard shard : shards) {
            shard.removeTopic(topic);
        }
    }

    /**
     * Whether its engine was closed: it answers {@link ErrorCode#COORDINATOR_NOT_AVAILABLE} for good.
     *
     * @return true from then on.
     */
    public boolean isClosed() {
        return isClosed;
    }

    @Override
    public void close() {
        isClosed = true;
        for (final TransactionShard shard : shards) {
            if (shard != null) {
                shard.close();
            }
        }
    }

    private TransactionShard shard(final String transactionalId) {
        return shards[Math.floorMod(transactionalId.hashCode(), shards.length)];
    }
}
