/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.groups;

import io.taffrail.consumer.Consumer;
import io.taffrail.consumer.ConsumerConfig;
import io.taffrail.consumer.OffsetReset;
import io.taffrail.engine.LogEngine;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** An engine with one member of a group, which other commands look at meanwhile. */
final class LiveGroup implements AutoCloseable {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);

    private final LogEngine engine;
    private final Consumer consumer;

    private LiveGroup(final LogEngine engine, final Consumer consumer) {
        this.engine = engine;
        this.consumer = consumer;
    }

    /** Have a member of a group, and have it settled; a static one if it has an instance id. */
    static LiveGroup join(final Path directory, final String group, final String instanceId, final String topic) {
        final LogEngine engine = LogEngine.open(directory);
        final Consumer consumer = Consumer.open(
                engine,
                ConsumerConfig.group(group)
                        .clientId("app")
                        .instanceId(instanceId)
                        .autoCommit(false)
                        .offsetReset(OffsetReset.earliest())
                        .build());
        consumer.subscribe(Set.of(topic));
        final LiveGroup live = new LiveGroup(engine, consumer);
        final long sinceNs = System.nanoTime();
        while (!consumer.isSettled() || consumer.assignment().isEmpty()) {
            consumer.poll(record -> {}, 0);
            live.requirePatience(sinceNs, "the member has no partitions");
        }
        return live;
    }

    LogEngine engine() {
        return engine;
    }

    /** Read so many records and commit. */
    LiveGroup read(final int records) {
        final long sinceNs = System.nanoTime();
        int read = 0;
        while (read < records) {
            read += consumer.poll(record -> {}, records - read);
            requirePatience(sinceNs, "records=" + records + " did not come");
        }
        consumer.commit();
        return this;
    }

    /** The member is told its id by the coordinator. */
    String memberId() {
        return consumer.groupMetadata().memberId();
    }

    /** Close the engine under the member, as a process does that ends without leaving. */
    void die() {
        engine.close();
    }

    @Override
    public void close() {
        consumer.close();
        engine.close();
    }

    private void requirePatience(final long sinceNs, final String what) {
        if (System.nanoTime() - sinceNs > PATIENCE_NS) {
            engine.close();
            throw new AssertionError(what);
        }
    }
}
