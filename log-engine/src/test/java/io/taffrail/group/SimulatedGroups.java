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

/**
 * A core over a log that commits late and crashes: what was appended is committed some steps afterwards, and a crash loses
 * what was not. Beside it stands the simplest reference there is: the offsets of every commit that was answered, and what
 * each leader assigned.
 */
final class SimulatedGroups implements GroupOutbox {
    static final String GROUP = "g";
    static final GroupConfig CONFIG = new GroupConfig(10, 10_000, 100, 0, 100, 1_000_000);

    private final Random random;
    private final TestLog log = new TestLog();
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final Map<Long, Asker> asked = new HashMap<>();
    private final Set<Integer> generations = new TreeSet<>();
    private final Map<Integer, List<Map<String, byte[]>>> assigned = new TreeMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committedOffsets = new HashMap<>();
    private final Map<TopicPartition, List<OffsetAndMetadata>> maybe = new HashMap<>();
    private GroupCore core;
    private int committed;
    private long nowMs = 1_000;
    private long nextToken;
    private int crashes;

    SimulatedGroups(final Random random) {
        this.random = random;
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
            commit.offsets().forEach((partition, offset) -> maybe.computeIfAbsent(partition, p -> new ArrayList<>())
                    .add(offset));
        }
        if (request instanceof GroupRequest.Sync sync && !sync.assignments().isEmpty()) {
            assigned.computeIfAbsent(sync.generation(), g -> new ArrayList<>()).add(sync.assignments());
        }
        core.handle(request, token, this);
        releaseIfAllCommitted();
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
            log.apply(committed++, core, this);
        }
        releaseIfAllCommitted();
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
        committedOffsets.putAll(offsets);
        offsets.forEach((partition, offset) -> {
            final List<OffsetAndMetadata> all = maybe.get(partition);
            all.subList(0, all.indexOf(offset)).clear();
        });
    }

    /** What was answered is there, unless a later commit that was never answered took its place. */
    void checkOffsets() {
        committedOffsets.forEach((partition, offset) -> {
            final OffsetAndMetadata present =
                    core.committed(GROUP, partition, false).offset();
            if (!maybe.get(partition).contains(present)) {
                throw new AssertionError("committed=" + offset + " or later=" + maybe.get(partition) + " but found="
                        + present + " partition=" + partition);
            }
        });
    }

    /** Whether a leader assigned this to a member; a generation that died with its coordinator has a namesake. */
    boolean isAssigned(final int generation, final String memberId, final byte[] assignment) {
        return assigned.getOrDefault(generation, List.of()).stream()
                .anyMatch(sent -> Arrays.equals(sent.get(memberId), assignment));
    }

    private record Held(int end, long token, GroupAnswer answer) {}
}
