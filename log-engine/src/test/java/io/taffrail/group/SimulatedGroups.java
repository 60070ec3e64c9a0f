/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import io.taffrail.model.ErrorCode;
import io.taffrail.model.OffsetAndMetadata;
import io.taffrail.model.TopicPartition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A core over a log that commits late and crashes: what was appended is committed some steps afterwards, and a crash loses
 * what was not. Beside it stand the simplest references there are: the offsets of every commit that was answered, what the log
 * says when it is read without a core, and what each leader assigned.
 */
final class SimulatedGroups implements GroupOutbox {
    static final String GROUP = "g";
    static final int PARTITIONS = 3;
    private static final int PRODUCERS = 3;
    static final GroupConfig CONFIG = new GroupConfig(10, 10_000, 100, 0, 100, 1_000_000);

    private final Random random;
    private final TestLog log = new TestLog();
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final Map<Long, Asker> asked = new HashMap<>();
    private final Set<Integer> generations = new TreeSet<>();
    private final Map<Integer, List<Map<String, byte[]>>> assigned = new TreeMap<>();
    private final OffsetReference reference = new OffsetReference();
    private final List<SimulatedProducer> producers = new ArrayList<>();
    private GroupCore core;
    private int committed;
    private long nowMs = 1_000;
    private long nextToken;
    private int crashes;

    SimulatedGroups(final Random random) {
        this.random = random;
        for (int i = 0; i < PRODUCERS; i++) {
            producers.add(new SimulatedProducer(this, reference, i));
        }
        rebuild();
    }

    /** Gets an answer; null if the coordinator died first. */
    interface Asker {
        void onAnswer(GroupAnswer answer);
    }

    int crashes() {
        return crashes;
    }

    int generations() {
        return generations.size();
    }

    GroupDescription describe() {
        return core.describe(GROUP);
    }

    void request(final GroupRequest request, final Asker asker) {
        core.time(nowMs, nowMs);
        final long token = nextToken++;
        asked.put(token, asker);
        if (request instanceof GroupRequest.Commit commit) {
            commit.offsets().forEach(reference::onAsked);
        }
        if (request instanceof GroupRequest.Sync sync && !sync.assignments().isEmpty()) {
            assigned.computeIfAbsent(sync.generation(), g -> new ArrayList<>()).add(sync.assignments());
        }
        core.handle(request, token, this);
        releaseIfAllCommitted();
    }

    SimulatedProducer anyProducer() {
        return producers.get(random.nextInt(producers.size()));
    }

    List<SimulatedProducer> producers() {
        return producers;
    }

    /** How many transactions ended so, in the log. */
    int ends(final boolean isCommit) {
        return (int) IntStream.range(0, committed)
                .mapToObj(log::entry)
                .filter(entry -> entry.isEnd() && entry.isCommit() == isCommit)
                .count();
    }

    void appendEnd(final long producerId, final boolean isCommit) {
        log.appendEnd(producerId, isCommit);
    }

    /** Delete what was committed for a partition, while no commit is under way. */
    void deleteOffset(final TopicPartition partition) {
        commitAll();
        final OffsetAndMetadata deletion = reference.onDeletionAsked(partition);
        producers.forEach(producer -> producer.onDeletion(partition));
        request(new GroupRequest.DeleteOffsets(GROUP, Set.of(partition)), answer -> {
            if (answer == null) {
                return;
            }
            if (answer.error() == ErrorCode.NONE) {
                reference.promise(partition, deletion);
            } else {
                reference.onRefused(partition, deletion);
            }
        });
    }

    void pass(final long ms) {
        nowMs += ms;
        core.time(nowMs, nowMs);
        core.onTime(this);
        releaseIfAllCommitted();
    }

    /** Some of what was appended is committed now. */
    void commitSome() {
        commitUpTo(log.batchEnd(committed + random.nextInt(log.size() - committed + 1)));
    }

    void commitAll() {
        while (committed < log.size()) {
            commitUpTo(log.size());
        }
    }

    private void commitUpTo(final int upTo) {
        core.time(nowMs, nowMs);
        while (committed < upTo) {
            final TestLog.Entry entry = log.entry(committed);
            log.apply(committed++, core, this);
            if (entry.isEnd()) {
                producers.get((int) entry.producerId()).onEnded();
            }
        }
        releaseIfAllCommitted();
        producers.forEach(producer -> producer.check(core));
    }

    private void releaseIfAllCommitted() {
        while (!held.isEmpty() && held.peek().end <= committed) {
            final Held next = held.poll();
            answer(next.token, next.answer);
        }
    }

    /** The coordinator dies: what was not committed is gone, and nobody is answered any more. */
    void crash() {
        crashes++;
        log.cut(committed);
        held.clear();
        final List<Asker> waiting = new ArrayList<>(asked.values());
        asked.clear();
        rebuild();
        waiting.forEach(asker -> asker.onAnswer(null));
        producers.forEach(SimulatedProducer::onCrash);
        checkOffsets();
    }

    private void rebuild() {
        core = new GroupCore(CONFIG, metadata -> Set.of(new String(metadata, StandardCharsets.UTF_8)));
        core.time(nowMs, nowMs);
        for (int i = 0; i < committed; i++) {
            log.apply(i, core, this);
        }
        core.activate(this);
    }

    @Override
    public void append(final GroupRecord record) {
        log.append(record);
    }

    @Override
    public void appendInTransaction(final List<GroupRecord> records, final long producerId, final short producerEpoch) {
        log.appendInTransaction(records, producerId);
    }

    @Override
    public void answer(final long token, final GroupAnswer answer) {
        final Asker asker = asked.remove(token);
        if (asker == null) {
            throw new AssertionError("answered twice: token=" + token + " " + answer);
        }
        check(answer);
        asker.onAnswer(answer);
    }

    @Override
    public void answerOnCommit(final long token, final GroupAnswer answer) {
        held.add(new Held(log.size(), token, answer));
    }

    private void check(final GroupAnswer answer) {
        if (answer instanceof GroupAnswer.Joined joined && joined.error() == ErrorCode.NONE) {
            generations.add(joined.generation());
            if (joined.members().isEmpty() == joined.memberId().equals(joined.leader())) {
                throw new AssertionError("only the leader sees the members: " + joined);
            }
        }
    }

    void noteCommitted(final Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach(reference::promise);
    }

    /** What was answered is there, unless a later commit took its place; and all is as the log says. */
    void checkOffsets() {
        reference.check(core, GROUP);
        for (int i = 0; i < PARTITIONS; i++) {
            LogReference.check(log, committed, core, partition(i));
        }
    }

    boolean isStable() {
        return IntStream.range(0, PARTITIONS)
                .allMatch(i -> core.committed(GROUP, partition(i), true).error() == ErrorCode.NONE);
    }

    static TopicPartition partition(final int number) {
        return new TopicPartition("topic", number);
    }

    /** Whether a leader assigned this to a member; a generation that died with its coordinator has a namesake. */
    boolean isAssigned(final int generation, final String memberId, final byte[] assignment) {
        return assigned.getOrDefault(generation, List.of()).stream()
                .anyMatch(sent -> Arrays.equals(sent.get(memberId), assignment));
    }

    private record Held(int end, long token, GroupAnswer answer) {}
}
