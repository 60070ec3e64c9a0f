/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import io.taffrail.log.Appender;
import io.taffrail.log.BatchDraft;
import io.taffrail.log.PartitionLog;
import io.taffrail.log.PublishResult;
import io.taffrail.log.RecordDraft;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Publishers, duties and an owner of one log, in one thread: what concurrent threads would do is interleaved by a seed,
 * and written into a {@link Ledger}. While one publisher waits, the others and the duties go on.
 */
final class Simulation {
    private static final int PUBLISHERS = 4;
    private static final int MAX_SMALL = 300;
    private static final int MAX_VALUE = 14_000;
    private static final long STUCK = 3_000;
    private static final long STEP_NS = 1_000_000L;
    private static final long RETENTION_NS = 600_000_000L;
    private static final long UNUSED_NS = 11_000_000_000L;

    private final Session session;
    private final Workload workload;
    private final Random random;
    private final List<Publisher> publishers = new ArrayList<>();
    private final List<Published> open = new ArrayList<>();
    private Ledger ledger = new Ledger();
    private Ledger.Fence fence;
    private long waits;
    private boolean mayFenceInWait;

    /** One thread that publishes, and its open claim. */
    private static final class Publisher {
        Appender appender;
        Published claim;
        boolean isCommitting;
    }

    Simulation(final Session session, final Workload workload, final long seed) {
        this.session = session;
        this.workload = workload;
        this.random = new Random(seed);
    }

    /** Open the log; its publishers are made at the first step. */
    void open() {
        publishers.clear();
        session.open(this::await);
    }

    /** What is promised from now on goes here. */
    Simulation writeTo(final Ledger newLedger) {
        ledger = newLedger;
        return this;
    }

    void steps(final int number) {
        for (int i = 0; i < number; i++) {
            waits = 0;
            step();
            observe();
        }
    }

    /** Finish all claims and close the log in order. */
    void close() {
        endFence();
        for (final Publisher publisher : publishers) {
            if (publisher.claim != null) {
                finish(publisher, random.nextInt(5) > 0);
            }
        }
        for (int i = 0; i < 4; i++) {
            duties();
        }
        observe();
        publishers.forEach(publisher -> publisher.appender.close());
        publishers.clear();
        final int began = session.moment();
        try {
            log().close();
        } catch (final IOException | RuntimeException ex) {
            throw new BrokenPromise("closing failed: " + ex, ex);
        }
        session.checkHealthy();
        session.checkNoErrors();
        ledger.clean(began);
        ledger.durable(session.moment(), log().endOffset());
    }

    private void step() {
        if (publishers.isEmpty()) {
            for (int i = 0; i < PUBLISHERS; i++) {
                final Publisher publisher = new Publisher();
                publisher.appender = log().appender();
                publishers.add(publisher);
            }
        }
        session.pass(random.nextInt((int) STEP_NS));
        final int[] weights = {
            workload.claims(), workload.claims(), workload.batches(), 4, 3, 2, 1, workload.fences(), workload.closes()
        };
        switch (draw(weights)) {
            case 0 -> claimOrFinish(random.nextInt(PUBLISHERS));
            case 1 -> single();
            case 2 -> batch();
            case 3 -> {
                session.pass(random.nextInt(4) == 0 ? RETENTION_NS : STEP_NS);
                if (random.nextInt(16) == 0) {
                    log().want(1 << 18); // some spares in reserve
                }
                road();
            }
            case 4 -> log().doCursorWork(1 + random.nextInt(100));
            case 5 -> log().doForceWork(session.nowNs());
            case 6 -> {
                log().requestForce(log().endOffset());
                log().doForceWork(session.nowNs());
            }
            case 7 -> fenceOrBeginTerm();
            default -> closeOrIdle();
        }
    }

    private int draw(final int[] weights) {
        int sum = 0;
        for (final int weight : weights) {
            sum += weight;
        }
        int drawn = random.nextInt(sum);
        int choice = 0;
        while (drawn >= weights[choice]) {
            drawn -= weights[choice++];
        }
        return choice;
    }

    private void claimOrFinish(final int index) {
        final Publisher publisher = publishers.get(index);
        if (publisher.claim != null) {
            finish(publisher, random.nextInt(5) > 0);
        } else {
            claim(publisher);
        }
    }

    private void single() {
        for (final Publisher publisher : publishers) {
            if (publisher.claim == null && !publisher.isCommitting) {
                if (claim(publisher)) {
                    finish(publisher, true);
                }
                return;
            }
        }
    }

    /** Claim, and fill the claim in place. */
    private boolean claim(final Publisher publisher) {
        final boolean isLarge = random.nextInt(workload.isLarge() ? 2 : 6) == 0;
        final byte[] value = new byte[random.nextInt(isLarge ? MAX_VALUE : MAX_SMALL)];
        random.nextBytes(value);
        final boolean isKeyed = random.nextInt(3) == 0;
        final byte[] key = isKeyed ? Integer.toString(random.nextInt(1000)).getBytes() : null;
        final RecordDraft draft = new RecordDraft().key(key);
        final long offset = isKeyed
                ? publisher.appender.tryClaim(draft.header("trace", key), value.length)
                : publisher.appender.tryClaim(value.length);
        if (offset < 0) {
            refused(offset);
            return false;
        }
        publisher.claim = new Published(offset, log().term(), List.of(new Published.Content(key, value)));
        ledger.add(publisher.claim);
        open.add(publisher.claim);
        final MutableDirectBuffer buffer = publisher.appender.buffer();
        buffer.putBytes(publisher.appender.valueIndex(), value, 0, value.length / 2);
        buffer.putBytes(
                publisher.appender.valueIndex() + value.length / 2,
                value,
                value.length / 2,
                value.length - value.length / 2);
        return true;
    }

    private void finish(final Publisher publisher, final boolean isCommit) {
        final Published claim = publisher.claim;
        final boolean isCut = ledger.isCut(claim);
        publisher.claim = null;
        publisher.isCommitting = true;
        claim.isAborted = !isCommit;
        claim.commitBegan = session.moment();
        final boolean mayFenceOutside = mayFenceInWait;
        mayFenceInWait = workload.fences() > 0;
        claim.result = isCommit ? publisher.appender.commit() : publisher.appender.abort();
        mayFenceInWait = mayFenceOutside;
        claim.commitEnded = session.moment();
        claim.isSync = workload.isSync();
        publisher.isCommitting = false;
        open.remove(claim);
        final long expected = isCommit ? claim.offset : PublishResult.ABORTED;
        if (claim.result != expected && !(ledger.isCut(claim) && claim.result == PublishResult.FENCED)) {
            throw new BrokenPromise((isCommit ? "commit" : "abort") + " answered " + claim.result + " ("
                    + PublishResult.describe(claim.result) + "): " + claim);
        }
        if (isCut && isCommit && claim.result >= 0) {
            throw new BrokenPromise("acknowledged although a fence had cut it off: " + claim);
        }
    }

    private void batch() {
        if (workload.isIdempotent() && random.nextInt(3) > 0) {
            idempotent();
            return;
        }
        for (final Publisher publisher : publishers) {
            if (publisher.claim == null && !publisher.isCommitting) {
                append(publisher);
                return;
            }
        }
    }

    private void idempotent() {
        final byte[] value = new byte[random.nextInt(3_000)];
        random.nextBytes(value);
        final int began = session.moment();
        final long offset = session.sequences().publish(log(), value);
        if (offset < 0) {
            refused(offset);
            return;
        }
        final byte[] key = session.sequences().lastKey();
        final Published batch = new Published(offset, log().term(), List.of(new Published.Content(key, value)));
        batch.commitBegan = began;
        batch.commitEnded = session.moment();
        batch.result = offset;
        ledger.add(batch);
    }

    private void append(final Publisher publisher) {
        final int count = 1 + random.nextInt(12);
        final BatchDraft draft = new BatchDraft();
        final List<Published.Content> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final byte[] value = new byte[random.nextInt(1200)];
            random.nextBytes(value);
            final byte[] key = random.nextBoolean() ? new byte[] {(byte) i} : null;
            records.add(new Published.Content(key, value));
            draft.add(new RecordDraft()
                    .key(key)
                    .value(new UnsafeBuffer(value), 0, value.length)
                    .timestamp(1_700_000_000_000_000_000L + random.nextInt()));
        }
        final int began = session.moment();
        final long offset = publisher.appender.append(draft);
        if (offset < 0) {
            refused(offset);
            return;
        }
        final Published batch = new Published(offset, log().term(), records);
        batch.commitBegan = began;
        batch.commitEnded = session.moment();
        batch.result = offset;
        batch.isSync = workload.isSync();
        ledger.add(batch);
    }

    private void refused(final long result) {
        final boolean isExpected = fence == null
                ? result == PublishResult.BACK_PRESSURED
                : result == PublishResult.NOT_LEADER || result == PublishResult.BACK_PRESSURED;
        if (!isExpected) {
            session.checkHealthy();
            throw new BrokenPromise("publishing was refused: " + PublishResult.describe(result));
        }
    }

    private void fenceOrBeginTerm() {
        if (fence != null) {
            endFence();
            return;
        }
        final int began = session.moment();
        final long offset = log().fence();
        fence = ledger.fence(began, session.moment(), offset);
        if (random.nextBoolean()) {
            endFence();
        }
    }

    private void endFence() {
        if (fence != null) {
            fence.newTerm = log().term() + 1 + random.nextInt(2);
            try {
                log().beginTerm(fence.newTerm);
            } catch (final IOException ex) {
                throw new BrokenPromise("no new term: " + ex, ex);
            }
            fence.newTermEnded = session.moment();
            ledger.term(session.moment(), fence.newTerm);
            if (log().endOffset() != fence.offset) {
                throw new BrokenPromise("the new term begins at " + log().endOffset() + ", fenced at " + fence.offset);
            }
            fence = null;
        }
    }

    private void closeOrIdle() {
        if (random.nextBoolean()) {
            close();
            open();
            return;
        }
        road();
        session.pass(UNUSED_NS);
        road();
        road();
    }

    private void road() {
        final int began = session.moment();
        final boolean wasActive = log().isActive();
        log().doRoadWork(session.nowNs());
        if (wasActive && !log().isActive()) {
            ledger.clean(began);
        }
        ledger.start(began, session.moment(), log().logStartOffset());
    }

    private void duties() {
        session.pass(STEP_NS * 50);
        road();
        log().doCursorWork(Integer.MAX_VALUE);
        log().doForceWork(session.nowNs());
    }

    /** A publisher waits: everybody else goes on. */
    private boolean await(final long attempt, final long sinceNs) {
        if (waits++ > STUCK) {
            throw new BrokenPromise("a publisher waits for ever: attempt=" + attempt);
        }
        duties();
        if (waits > 2 && !open.isEmpty()) {
            final Published oldest = open.get(0);
            for (final Publisher publisher : publishers) {
                if (publisher.claim == oldest) {
                    if (mayFenceInWait && fence == null && random.nextInt(4) == 0) {
                        fenceOrBeginTerm();
                    }
                    finish(publisher, true);
                    return true;
                }
            }
        }
        if (waits > 100) {
            endFence();
        }
        return attempt < 50;
    }

    private void observe() {
        session.checkHealthy();
        ledger.durable(session.moment(), log().durableOffset());
        ledger.term(session.moment(), log().term());
    }

    private PartitionLog log() {
        return session.log();
    }
}
