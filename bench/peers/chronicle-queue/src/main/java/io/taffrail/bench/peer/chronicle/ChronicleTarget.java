/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.chronicle;

import io.taffrail.bench.targets.Receiver;
import io.taffrail.bench.targets.Sender;
import io.taffrail.bench.targets.Target;
import io.taffrail.bench.targets.TargetPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/** One queue in one file; every thread has its own appender or tailer. */
final class ChronicleTarget implements Target {
    /**
     * Mapped at a time, four times the default: the more is mapped, the rarer a publisher waits for the next mapping. At
     * least four times the longest value, as the documentation asks.
     */
    private static final long BLOCK = 256L << 20;
    /** Its default: 4 G values a day, every 256th in the index. Rolls only at midnight UTC. */
    private static final RollCycles ROLL_CYCLE = RollCycles.FAST_DAILY;

    private final SingleChronicleQueue queue;

    ChronicleTarget(final TargetPlan plan) {
        queue = SingleChronicleQueueBuilder.binary(plan.directory().resolve("chronicle"))
                .blockSize(BLOCK)
                .rollCycle(ROLL_CYCLE)
                .doubleBuffer(false)
                .build();
    }

    @Override
    public Sender sender(final int index) {
        final ExcerptAppender appender = queue.createAppender();
        // Made by one thread and used by another: the library takes that for a mistake unless told.
        appender.singleThreadedCheckDisabled(true);
        return new Appending(appender);
    }

    @Override
    public Receiver receiver(final int index) {
        final ExcerptTailer tailer = queue.createTailer();
        tailer.singleThreadedCheckDisabled(true);
        return new Tailing(tailer);
    }

    @Override
    public Map<String, String> settings() {
        final Map<String, String> settings = new LinkedHashMap<>();
        settings.put("block size", Long.toString(BLOCK));
        settings.put("roll cycle", ROLL_CYCLE.toString());
        settings.put("double buffer", "off");
        settings.put("sent", "copied once, into the open document");
        settings.put("read", "in place");
        settings.put("pretoucher", "none: not in the open-source release");
        settings.put("sync", "none");
        settings.put("checksum", "none");
        return settings;
    }

    @Override
    public void close() {
        queue.close();
    }
}
