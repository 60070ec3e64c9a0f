/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.model.TopicPartition;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Ask for transfers. Requests are numbered and published one behind the other, so that the log tells which is the next one,
 * also after the process was killed.
 */
final class Customers {
    private static final int MAX_AMOUNT = 200;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private Customers() {}

    /**
     * Publish requests until there are so many.
     *
     * @param seed  of the requests: the same number is the same request.
     * @param total of requests, those included that are there.
     */
    static void ask(final LogEngine engine, final long seed, final long total) {
        final int accounts = Bank.accounts(engine);
        try (Publisher publisher = engine.publisher(Bank.REQUESTS)) {
            for (long id = asked(engine); id < total; id++) {
                final Transfer transfer = transfer(seed, id, accounts);
                Bank.requirePublished(publisher.publish(transfer.from(), transfer.text()));
            }
        }
    }

    /** How many requests there are. */
    static long asked(final LogEngine engine) {
        final long[] last = {-1};
        Bank.replay(
                engine,
                Bank.REQUESTS,
                record -> last[0] = Math.max(last[0], Transfer.of(record).id()));
        return last[0] + 1;
    }

    /** Where the requests end that are there: behind the last one of each partition that has any. */
    static Map<TopicPartition, Long> ends(final LogEngine engine) {
        final Map<TopicPartition, Long> ends = new HashMap<>();
        Bank.replay(
                engine,
                Bank.REQUESTS,
                record -> ends.put(new TopicPartition(Bank.REQUESTS, record.partition()), record.offset() + 1));
        return ends;
    }

    private static Transfer transfer(final long seed, final long id, final int accounts) {
        final SplittableRandom random = new SplittableRandom(seed + id * SPREAD);
        final int from = random.nextInt(accounts);
        final int to = (from + 1 + random.nextInt(accounts - 1)) % accounts;
        return new Transfer(id, Bank.account(from), Bank.account(to), 1 + random.nextInt(MAX_AMOUNT));
    }
}
