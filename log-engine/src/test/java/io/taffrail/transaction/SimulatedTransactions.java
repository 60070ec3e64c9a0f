/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

import io.taffrail.model.TopicPartition;
import io.taffrail.transaction.TransactionRecord.TransactionStored;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A core over a log that commits late and crashes: what was appended is committed some steps afterwards, and a crash loses
 * what was not. Markers are written late too, in any order, and those of a coordinator that died may still come. Beside it
 * stands the simplest reference there is: what the log says, what each producer was told, what partitions show.
 */
final class SimulatedTransactions implements TransactionOutbox {
    static final TransactionConfig CONFIG = new TransactionConfig(1_000, 2_000);
    private static final int PARTITIONS = 4;

    private final Random random;
    private final List<TransactionRecord> log = new ArrayList<>();
    private final Map<String, TransactionStored> stored = new TreeMap<>();
    private final Map<Long, Short> epochs = new HashMap<>();
    private final Map<Long, String> ids = new HashMap<>();
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final Map<Long, Asker> asked = new HashMap<>();
    private final List<Marker> markers = new ArrayList<>();
    private final List<SimulatedPartition> partitions = new ArrayList<>();
    private final Map<String, SimulatedTransaction> transactions = new HashMap<>();
    private final Map<String, SimulatedProducer> owners = new HashMap<>();
    private final Map<TransactionState, Integer> reached = new TreeMap<>();
    private TransactionCore core;
    private int committed;
    private long nowMs = 1_000;
    private long nextToken;
    private long nextProducerId;
    private int crashes;

    SimulatedTransactions(final Random random) {
        this.random = random;
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new SimulatedPartition("p-" + i));
        }
        rebuild();
    }

    /** Gets an answer; null if the coordinator died first. */
    interface Asker {
        void onAnswer(TransactionAnswer answer);
    }

    private record Held(int end, long token, TransactionAnswer answer) {}

    private record Marker(
            int life,
            String transactionalId,
            long producerId,
            short epoch,
            boolean isCommit,
            TopicPartition partition) {}

    int crashes() {
        return crashes;
    }

    /** How often each state was committed. */
    Map<TransactionState, Integer> reached() {
        return reached;
    }

    TopicPartition anyPartition() {
        return new TopicPartition("p", random.nextInt(PARTITIONS));
    }

    SimulatedPartition partition(final TopicPartition partition) {
        return partitions.get(partition.partition());
    }

    SimulatedTransaction transaction(final long producerId, final short epoch) {
        return transactions.computeIfAbsent(
                producerId + "/" + epoch, name -> new SimulatedTransaction(producerId, epoch));
    }

    /** An id and epoch belong to one producer, for ever. */
    void noteOwner(final long producerId, final short epoch, final SimulatedProducer producer) {
        final SimulatedProducer owner = owners.putIfAbsent(producerId + "/" + epoch, producer);
        if (owner != null && owner != producer) {
            throw new AssertionError("given to two producers: producerId=" + producerId + " epoch=" + epoch);
        }
    }

    /** As if somebody had come to this epoch: what comes next exhausts it. */
    void beginAt(final String transactionalId, final short epoch) {
        final ProducerIdentity producer = new ProducerIdentity(
                nextProducerId++, epoch, ProducerIdentity.NO_EPOCH, ProducerIdentity.NO_ID, ProducerIdentity.NO_ID);
        append(new TransactionStored(
                transactionalId, producer, TransactionState.EMPTY, 1, Set.of(), TransactionRecord.NO_TIME, nowMs));
        commitUpTo(log.size());
    }

    void request(final TransactionRequest request, final Asker asker) {
        core.time(nowMs, nowMs);
        final long token = nextToken++;
        final int before = log.size();
        asked.put(token, asker);
        core.handle(request, token, this);
        if (log.size() > before) {
            checkMayChange(request);
        }
        releaseIfCommitted();
    }

    /** Of a producer that is not the present one nothing may be taken. */
    private void checkMayChange(final TransactionRequest request) {
        final TransactionStored present = stored.get(request.transactionalId());
        if (request instanceof TransactionRequest.AddPartitions add) {
            checkPresent(present, add.producerId(), add.producerEpoch(), request);
        } else if (request instanceof TransactionRequest.End end) {
            checkPresent(present, end.producerId(), end.producerEpoch(), request);
        }
    }

    private static void checkPresent(
            final TransactionStored present,
            final long producerId,
            final short epoch,
            final TransactionRequest request) {
        if (present == null || !present.producer().is(producerId, epoch)) {
            throw new AssertionError("changed by an older producer: request=" + request + " present=" + present);
        }
    }

    void pass(final long ms) {
        nowMs += ms;
        core.time(nowMs, nowMs);
        core.onTime(this);
    }

    /** Some of what was appended is committed now. */
    void commitSome() {
        commitUpTo(committed + random.nextInt(log.size() - committed + 1));
    }

    /** Some of the markers are written, in any order; now and then one is written and the coordinator does not hear of it. */
    void writeSome() {
        for (int i = random.nextInt(4); i > 0 && !markers.isEmpty(); i--) {
            write(markers.get(random.nextInt(markers.size())));
        }
    }

    /** All is committed, all markers are written. */
    void finish() {
        while (committed < log.size() || !markers.isEmpty()) {
            commitUpTo(log.size());
            while (!markers.isEmpty()) {
                write(markers.get(0));
            }
        }
    }

    private void write(final Marker marker) {
        partition(marker.partition).mark(marker.producerId, marker.epoch, marker.isCommit);
        markers.remove(marker);
        if (marker.life == crashes) {
            core.time(nowMs, nowMs)
                    .onMarkerWritten(marker.transactionalId, marker.producerId, marker.epoch, marker.partition, this);
        }
    }

    private void commitUpTo(final int upTo) {
        core.time(nowMs, nowMs);
        while (committed < upTo) {
            final TransactionRecord record = log.get(committed++);
            note(record);
            core.apply(record, 0, this);
        }
        releaseIfCommitted();
    }

    private void note(final TransactionRecord record) {
        if (!(record instanceof TransactionStored next)) {
            stored.remove(record.transactionalId());
            return;
        }
        stored.put(next.transactionalId(), next);
        reached.merge(next.state(), 1, Integer::sum);
        final long producerId = next.producer().id();
        final Short before = epochs.put(producerId, next.producer().epoch());
        if (before != null && before > next.producer().epoch()) {
            throw new AssertionError("epoch went back from=" + before + " record=" + next);
        }
        final String id = ids.putIfAbsent(producerId, next.transactionalId());
        if (id != null && !id.equals(next.transactionalId())) {
            throw new AssertionError("a producer id of two transactional ids: " + next + " other=" + id);
        }
    }

    private void releaseIfCommitted() {
        while (!held.isEmpty() && held.peek().end <= committed) {
            final Held next = held.poll();
            answer(next.token, next.answer);
        }
    }

    /** The coordinator dies: what was not committed is gone, nobody is answered any more, its markers may still come. */
    void crash() {
        final List<TransactionDescription> before = core.list();
        crashes++;
        log.subList(committed, log.size()).clear();
        held.clear();
        markers.removeIf(marker -> random.nextBoolean());
        final List<Asker> waiting = new ArrayList<>(asked.values());
        asked.clear();
        rebuild();
        checkSame(before, core.list());
        waiting.forEach(asker -> asker.onAnswer(null));
    }

    /** A core knows what its log says, and of markers what it was told. */
    private static void checkSame(final List<TransactionDescription> before, final List<TransactionDescription> after) {
        if (!withoutPrepared(before).equals(withoutPrepared(after))) {
            throw new AssertionError("a new core knows other things: before=" + before + " after=" + after);
        }
    }

    private static List<TransactionDescription> withoutPrepared(final List<TransactionDescription> all) {
        return all.stream().filter(each -> !each.state().isPrepared()).toList();
    }

    private void rebuild() {
        core = new TransactionCore(CONFIG, () -> nextProducerId++).time(nowMs, nowMs);
        log.forEach(record -> core.apply(record, 0, this));
        core.activate(0, this);
    }

    /** Nobody has a transaction open, neither in the coordinator nor in a partition. */
    void requireAllEnded() {
        core.list().forEach(each -> {
            if (each.state() == TransactionState.ONGOING || each.state().isPrepared()) {
                throw new AssertionError("never ended: " + each);
            }
        });
        partitions.forEach(SimulatedPartition::requireNothingOpen);
    }

    int known() {
        return core.list().size();
    }

    @Override
    public void append(final TransactionRecord record) {
        log.subList(committed, log.size()).forEach(other -> {
            if (other.transactionalId().equals(record.transactionalId())) {
                throw new AssertionError("two changes at once: " + other + " " + record);
            }
        });
        log.add(record);
    }

    @Override
    public void answer(final long token, final TransactionAnswer answer) {
        final Asker asker = asked.remove(token);
        if (asker == null) {
            throw new AssertionError("answered twice: token=" + token + " " + answer);
        }
        asker.onAnswer(answer);
    }

    @Override
    public void answerOnCommit(final long token, final TransactionAnswer answer) {
        held.add(new Held(log.size(), token, answer));
    }

    @Override
    public void writeMarkers(
            final String transactionalId,
            final long producerId,
            final short producerEpoch,
            final boolean isCommit,
            final Set<TopicPartition> marked) {
        marked.forEach(partition ->
                markers.add(new Marker(crashes, transactionalId, producerId, producerEpoch, isCommit, partition)));
    }
}
