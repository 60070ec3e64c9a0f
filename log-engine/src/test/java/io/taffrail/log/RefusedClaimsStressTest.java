/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Claims that are refused, over and over: they neither carry into the record half of the tail word nor open it again.
 * {@code -Dtaffrail.refused.claims=100000000} makes the run longer.
 */
class RefusedClaimsStressTest {
    private static final long CLAIMS = Long.getLong("taffrail.refused.claims", 5_000_000L);
    private static final int LENGTH = 64 * 1024;
    private static final int THREADS = 4;

    @TempDir
    Path directory;

    private ActiveTail tail;

    @BeforeEach
    void makeTail() throws IOException {
        final SpareBuilder builder = new SpareBuilder(new FileStorage(), directory, TestLog.LOG_ID);
        builder.begin(LENGTH);
        do {
            tail = builder.build(false, 2);
        } while (tail == null);
        tail.begin(3, 0, 4096);
    }

    @Test
    void shouldStayTrippedWhenRefusingClaims() {
        tail.getAndAdd(5, 640);
        final long word = tail.trip();
        assertEquals(5, tail.offset(word));

        claimFromMany(128, CLAIMS);

        assertTrue(ActiveTail.position(tail.word()) < 0, "it opened again");
        assertEquals(0, tail.word() >>> 32, "carried into the records");
        assertFalse(tail.isSealed());
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 4096, ActiveTail.MAX_ADDED_BYTES})
    void shouldBeSealedOnceWhenFullAndStayFull(final int bytes) {
        final AtomicLong crossed = new AtomicLong();
        final long given = claimFromMany(bytes, CLAIMS, crossed);

        assertEquals(1, crossed.get(), "claims that crossed the end");
        assertEquals((LENGTH - 4096) / bytes, given, "claims that fit");
        assertTrue(tail.isSealed());
        assertEquals(given, tail.offset(tail.seal()));
        assertEquals(4096 + given * bytes, ActiveTail.position(tail.seal()));
        final long position = tail.word() & 0xFFFF_FFFFL;
        assertTrue(position > LENGTH && position <= LENGTH + (long) THREADS * bytes, "position=" + position);
        assertTrue((tail.word() >>> 32) <= given + THREADS, "records=" + (tail.word() >>> 32));
    }

    @Test
    void shouldStayBelowTheCarryWhenAThousandClaimsAreRefusedAtTheSameMoment() {
        tail.trip();
        for (int i = 0; i < 1_000; i++) {
            tail.getAndAdd(1, ActiveTail.MAX_ADDED_BYTES);
        }
        assertEquals(1_000, tail.word() >>> 32, "only the records that were added with it");
        assertTrue(ActiveTail.position(tail.word()) < 0, "still refused");
    }

    @Test
    void shouldSealATailThatIsFilledToItsLastByteWhateverTheCapacity() {
        assertTrue(tail.isCrossing(LENGTH, LENGTH));
        assertTrue(tail.isCrossing(LENGTH, Integer.MAX_VALUE));
        assertTrue(tail.isCrossing(4096, Integer.MAX_VALUE));
        assertFalse(tail.isCrossing(LENGTH + 1, 64));
    }

    private void claimFromMany(final int bytes, final long claims) {
        final AtomicLong crossed = new AtomicLong();
        assertEquals(0, claimFromMany(bytes, claims, crossed));
        assertEquals(0, crossed.get());
    }

    /** Claim as appenders do; how many claims succeeded. */
    private long claimFromMany(final int bytes, final long claims, final AtomicLong crossed) {
        final AtomicLong given = new AtomicLong();
        final List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            final Thread thread = new Thread(() -> {
                for (long claim = 0; claim < claims / THREADS; claim++) {
                    if (tail.isOpenAt(ActiveTail.position(tail.word()))) {
                        final long word = tail.getAndAdd(1, bytes);
                        if (tail.fits(ActiveTail.position(word), bytes)) {
                            given.incrementAndGet();
                        } else if (tail.isCrossing(ActiveTail.position(word), bytes)) {
                            crossed.incrementAndGet();
                            tail.sealRelease(word);
                        }
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        threads.forEach(Await::ended);
        return given.get();
    }
}
