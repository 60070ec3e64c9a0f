/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

import io.taffrail.coordinator.GroupCoordinator;
import io.taffrail.engine.LogEngine;
import io.taffrail.group.GroupRequest;
import io.taffrail.log.RecordHandler;
import io.taffrail.model.ErrorCode;
import io.taffrail.model.ErrorCodeException;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import io.taffrail.settings.TopicName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Consumes topics as Kafka's consumer does, in the engine's own process and without copying: records are handed out in
 * place.
 *
 * <pre>{@code
 * try (Consumer consumer = Consumer.open(engine, ConsumerConfig.group("billing").build())) {
 *     consumer.subscribe(Set.of("orders"));
 *     while (isRunning) {
 *         consumer.poll(record -> bill(record), 100);
 *     }
 * }
 * }</pre>
 *
 * <p>{@link #subscribe} makes it a member of its group, which shares out the partitions; {@link #assign} reads partitions
 * that the caller chose. Nothing here waits but {@link #commit()}: a poll takes the group's protocol as far as it goes, and
 * returns 0 while there is nothing to hand out.
 *
 * <p>A record whose handler throws was not handed out: the next poll begins with it, and no commit covers it.
 *
 * <p>Threading: confined to one thread; between polls the engine keeps the member's session alive.
 */
public final class Consumer implements AutoCloseable {
    private final LogEngine engine;
    private final ConsumerConfig config;
    private final GroupCoordinator coordinator;
    private final Placement placement;
    private final Holding holding;
    private final Committer committer;
    private final Session session;
    private final Membership membership;
    private final LagCounters counters;
    private final Heartbeats heartbeats;
    private Set<String> topics = Set.of();
    private boolean isSubscribed;
    private boolean isClosed;

    private Consumer(final LogEngine engine, final ConsumerConfig config) {
        this.engine = engine;
        this.config = config;
        coordinator = config.groupId() == null ? null : GroupCoordinator.of(engine);
        placement = new Placement(coordinator, config);
        holding = new Holding(engine, config, placement);
        committer = new Committer(engine, coordinator, config, holding);
        session = new Session(coordinator, config);
        membership = new Membership(
                coordinator,
                config,
                new Subscriptions(engine),
                new GroupHoldings(holding, committer, () -> topics),
                session);
        counters = new LagCounters(engine, config);
        heartbeats = coordinator == null ? null : Heartbeats.of(engine);
        if (heartbeats != null) {
            committer.member(new Committing());
            heartbeats.add(session);
        }
    }

    /**
     * A consumer of an engine's topics.
     *
     * @param engine whose topics.
     * @param config how it consumes.
     * @return for the use of one thread.
     */
    public static Consumer open(final LogEngine engine, final ConsumerConfig config) {
        return new Consumer(engine, config);
    }

    /**
     * Share topics with the other members of the group, instead of those subscribed to before.
     *
     * @param names of topics; those that do not exist yet are shared once they do.
     */
    public void subscribe(final Collection<String> names) {
        subscribe(names, ConsumerListener.NONE);
    }

    /**
     * Share topics with the other members of the group, instead of those subscribed to before.
     *
     * @param names    of topics; those that do not exist yet are shared once they do. None: as {@link #unsubscribe}.
     * @param listener hears what becomes of this consumer's partitions.
     * @throws IllegalStateException if partitions were assigned by hand, or there is no group.
     */
    public void subscribe(final Collection<String> names, final ConsumerListener listener) {
        requireOpen();
        names.forEach(TopicName::requireValid);
        if (config.groupId() == null) {
            throw new ErrorCodeException(ErrorCode.INVALID_GROUP_ID, "subscribing needs a group.id; assign does not");
        }
        if (!isSubscribed && !holding.partitions().isEmpty()) {
            throw new IllegalStateException("partitions were assigned by hand: unsubscribe first");
        }
        if (names.isEmpty()) {
            unsubscribe();
            return;
        }
        topics = Set.copyOf(new TreeSet<>(names));
        holding.listener(listener);
        isSubscribed = true;
        membership.subscribe(topics);
    }

    /**
     * Read certain partitions, whatever groups do, instead of those assigned before.
     *
     * @param partitions to read.
     * @throws IllegalStateException               if topics are subscribed to.
     * @throws io.taffrail.engine.EngineException if there is no such topic or partition.
     */
    public void assign(final Collection<TopicPartition> partitions) {
        requireOpen();
        if (isSubscribed) {
            throw new IllegalStateException("topics are subscribed to: unsubscribe first");
        }
        partitions.forEach(partition -> engine.partition(partition.topic(), partition.partition()));
        committer.commitBeforeLosing();
        holding.remove(holding.without(partitions));
        final Set<TopicPartition> added = new LinkedHashSet<>(partitions);
        added.removeAll(holding.partitions());
        holding.add(added);
    }

    /** Give all partitions up, and leave the group. */
    public void unsubscribe() {
        requireOpen();
        giveUp();
    }

    /**
     * Hand out records, and do what the group needs.
     *
     * @param handler    gets each record in place.
     * @param maxRecords at most so many.
     * @return how many were handed out; 0 when there were none, or while the group rebalances.
     * @throws InvalidOffsetException                  if there is no place to go on from and the policy is {@code none}.
     * @throws ErrorCodeException                      if the group does not take this consumer, or fenced it.
     * @throws io.taffrail.log.CorruptLogException     when a batch is not sound; it was not handed out.
     */
    public int poll(final RecordHandler handler, final int maxRecords) {
        requireOpen();
        final long nowMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        if (isSubscribed) {
            membership.poll(nowMs);
        }
        committer.poll(nowMs);
        counters.update(holding, placement, nowMs);
        return holding.poll(handler, maxRecords);
    }

    /**
     * Commit what was handed out, and wait until that is committed.
     *
     * @throws ErrorCodeException if it is refused, such as with {@link ErrorCode#REBALANCE_IN_PROGRESS} (poll, then try
     *     again) or {@link ErrorCode#ILLEGAL_GENERATION} (the partitions are others' by now).
     */
    public void commit() {
        commit(committer.positions());
    }

    /**
     * Commit certain offsets, and wait until they are committed.
     *
     * @param offsets of the next record wanted, by partition.
     * @throws ErrorCodeException if they are refused, all or one of them.
     */
    public void commit(final Map<TopicPartition, OffsetAndMetadata> offsets) {
        requireOpen();
        committer.commit(Map.copyOf(offsets));
    }

    /**
     * Commit what was handed out without waiting for it.
     *
     * @param callback hears how it came out, in a later poll.
     */
    public void commitAsync(final CommitCallback callback) {
        requireOpen();
        committer.commitAsync(committer.positions(), callback);
    }

    /**
     * Commit certain offsets without waiting for it.
     *
     * @param offsets  of the next record wanted, by partition.
     * @param callback hears how it came out, in a later poll.
     */
    public void commitAsync(final Map<TopicPartition, OffsetAndMetadata> offsets, final CommitCallback callback) {
        requireOpen();
        committer.commitAsync(Map.copyOf(offsets), callback);
    }

    /**
     * What {@link #commit()} would commit: for each partition, where the next poll goes on.
     *
     * @return by partition; those are left out of which no place is known yet.
     */
    public Map<TopicPartition, OffsetAndMetadata> positions() {
        return committer.positions();
    }

    /**
     * Go back to where polls went on from at some time before, as after a transaction was aborted. Partitions that came since
     * begin where their group is.
     *
     * @param positions as {@link #positions()} gave them.
     */
    public void goBack(final Map<TopicPartition, OffsetAndMetadata> positions) {
        requireOpen();
        for (final AssignedPartition assigned : holding.all()) {
            final OffsetAndMetadata before = positions.get(assigned.partition());
            if (before == null) {
                assigned.forgetPlace();
            } else {
                assigned.seek(before.offset(), before.term());
            }
        }
    }

    /**
     * How it consumes.
     *
     * @return its configuration.
     */
    public ConsumerConfig config() {
        return config;
    }

    /**
     * What the group committed for a partition.
     *
     * @param partition any.
     * @return the offset, or null.
     */
    public OffsetAndMetadata committed(final TopicPartition partition) {
        return coordinator == null ? null : coordinator.committed(config.groupId(), partition);
    }

    /**
     * Go to an offset. One that the log does not have is answered by the next poll, by the reset policy.
     *
     * @param partition that is assigned to this consumer.
     * @param offset    0 or more.
     */
    public void seek(final TopicPartition partition, final long offset) {
        holding.get(partition).seek(offset);
    }

    /**
     * Go to an offset that came with a term. If the log was cut since, this goes to where it is still the same.
     *
     * @param partition that is assigned to this consumer.
     * @param place     to go to.
     * @return the offset gone to: less than asked for if the log was cut.
     */
    public long seek(final TopicPartition partition, final OffsetAndMetadata place) {
        final AssignedPartition assigned = holding.get(partition);
        final long offset = assigned.commonEnd(place);
        assigned.seek(offset, offset == place.offset() ? place.term() : OffsetAndMetadata.NO_TERM);
        return offset;
    }

    /**
     * Go to the first record kept.
     *
     * @param partition that is assigned to this consumer.
     */
    public void seekToBeginning(final TopicPartition partition) {
        final AssignedPartition assigned = holding.get(partition);
        assigned.reader().seekToEarliest();
        assigned.onSought();
    }

    /**
     * Go behind the last record.
     *
     * @param partition that is assigned to this consumer.
     */
    public void seekToEnd(final TopicPartition partition) {
        final AssignedPartition assigned = holding.get(partition);
        assigned.reader().seekToLatest();
        assigned.onSought();
    }

    /**
     * Go to the first record with a timestamp at or after a time; behind the last one when there is none.
     *
     * @param partition that is assigned to this consumer.
     * @param epochNs   nanoseconds since the epoch.
     */
    public void seekToTime(final TopicPartition partition, final long epochNs) {
        final AssignedPartition assigned = holding.get(partition);
        assigned.reader().seekToTime(epochNs);
        assigned.onSought();
    }

    /**
     * Hand out no records of partitions until they are resumed; they stay this consumer's.
     *
     * @param partitions that are assigned to this consumer.
     */
    public void pause(final Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> holding.get(partition).pause(true));
    }

    /**
     * Hand out records of partitions again.
     *
     * @param partitions that are assigned to this consumer.
     */
    public void resume(final Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> holding.get(partition).pause(false));
    }

    /**
     * Partitions that are this consumer's.
     *
     * @return a copy.
     */
    public Set<TopicPartition> assignment() {
        return holding.partitions();
    }

    /**
     * Offset of the next record of a partition.
     *
     * @param partition that is assigned to this consumer.
     * @return the offset.
     * @throws InvalidOffsetException if there is no place to go on from and the policy is {@code none}.
     * @throws ErrorCodeException     with {@link ErrorCode#UNSTABLE_OFFSET_COMMIT} while an open transaction may change it.
     */
    public long position(final TopicPartition partition) {
        return holding.placed(partition).position();
    }

    /**
     * How many offsets a partition's end is ahead of this consumer.
     *
     * @param partition that is assigned to this consumer.
     * @return the lag, 0 or more.
     */
    public long lag(final TopicPartition partition) {
        return holding.placed(partition).lag();
    }

    /**
     * Records that were deleted before this consumer came to them; see {@link ConsumerListener#onRecordsLost}.
     *
     * @return their number since it was opened.
     */
    public long lostRecords() {
        return placement.lostRecords();
    }

    /**
     * Partitions whose oldest tenth this consumer has yet to read while their logs lose records at that end: it is close to
     * being overtaken by retention.
     *
     * @return their number now.
     */
    public int nearRetention() {
        return holding.nearRetention();
    }

    /**
     * Which member of its group this is.
     *
     * @return as of the last poll.
     */
    public GroupMetadata groupMetadata() {
        return new GroupMetadata(
                config.groupId(), membership.generation(), membership.identity().id(), config.instanceId());
    }

    /**
     * Whether it has its share of the group's partitions, as far as it knows; false while the group rebalances.
     *
     * @return true also where partitions are assigned by hand.
     */
    public boolean isSettled() {
        return !isSubscribed || membership.isSettled();
    }

    /** Commit what was handed out if it does so by itself, and leave the group, unless it is a static member. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        if (heartbeats != null) {
            heartbeats.remove(session);
        }
        GroupHoldings.allOf(this::giveUp, () -> isClosed = true, holding::close, counters::close);
    }

    private void giveUp() {
        final List<TopicPartition> owned = List.copyOf(holding.partitions());
        final boolean wasSubscribed = isSubscribed;
        GroupHoldings.allOf(
                committer::commitBeforeLosing,
                () -> {
                    if (wasSubscribed && !owned.isEmpty()) {
                        holding.listener().onPartitionsRevoked(owned);
                    }
                },
                () -> holding.remove(owned),
                () -> {
                    if (wasSubscribed) {
                        membership.leave();
                    }
                },
                () -> {
                    isSubscribed = false;
                    topics = Set.of();
                });
    }

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("consumer is closed: group=" + config.groupId());
        }
    }

    /** Commits as the member that this consumer is. */
    private final class Committing implements Committer.Member {
        @Override
        public GroupRequest.Identity identity() {
            return membership.identity();
        }

        @Override
        public int generation() {
            return membership.generation();
        }

        @Override
        public boolean isSubscribed() {
            return isSubscribed;
        }

        @Override
        public boolean isJoining() {
            return membership.isJoining();
        }
    }
}
