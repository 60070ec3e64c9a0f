/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.PartitionHandle;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.SubscriptionConfig;
import io.taffrail.log.ReaderStrategy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** The engine: one topic of one partition, the defaults, checksums written and verified. */
public final class TaffrailTarget implements Target {
    private static final String TOPIC = "bench";
    private static final int HEADERS = 64 + 24;
    private static final int MAX_SEGMENT = 1 << 30;
    private static final int FIRST_SEGMENT = 1 << 16;
    private static final long KEPT = 1L << 30;

    private final TargetPlan plan;
    private final SendingForm form;
    private final LogEngine engine;
    private final Map<String, String> topicSettings = new LinkedHashMap<>();
    private final Publisher shared;

    TaffrailTarget(final TargetPlan plan, final SendingForm form) {
        this.plan = plan;
        this.form = form;
        engine = LogEngine.open(plan.directory().resolve("taffrail"));
        final long bytes = plan.expectedValues() * BitUtil.align(HEADERS + plan.valueBytes(), 64) + (2 << 20);
        if (plan.isPrepared()) {
            topicSettings.put("segment.bytes", Long.toString(Math.min(MAX_SEGMENT, bytes & -4096)));
        }
        topicSettings.put("retention.bytes", Long.toString(plan.isPrepared() ? -1 : KEPT));
        topicSettings.put("retention.ms", "-1");
        engine.topics().create(TOPIC, 1, topicSettings);
        shared = engine.publisher(TOPIC);
        if (plan.isPrepared()) {
            prepare(bytes);
        }
    }

    /**
     * A segment of full size comes into use, with another behind it: nothing is left to prepare while the burst lasts,
     * which would take a core, and memory's bandwidth, from the threads that are measured.
     */
    private void prepare(final long bytes) {
        final PartitionHandle partition = engine.partition(TOPIC, 0);
        partition.prepare(Math.min(MAX_SEGMENT, bytes));
        final UnsafeBuffer filling = new UnsafeBuffer(new byte[FIRST_SEGMENT / 8]);
        for (int i = 0; i < 9; i++) {
            shared.publish(filling, 0, filling.capacity());
        }
        final long ahead = bytes + Math.min(MAX_SEGMENT, bytes) / 2;
        while (partition.prepare(ahead) < ahead) {
            Thread.onSpinWait();
        }
    }

    @Override
    public Sender sender(final int index) {
        return form == SendingForm.BEHIND_A_LOCK ? form.sender(shared) : form.sender(engine.publisher(TOPIC));
    }

    @Override
    public Receiver receiver(final int index) {
        final SubscriptionConfig config = SubscriptionConfig.defaults()
                .withStrategy(new ReaderStrategy(plan.look().spins()));
        return new RecordReceiver(engine.subscribe(TOPIC, StartAt.latest(), config));
    }

    @Override
    public Map<String, String> settings() {
        final Map<String, String> settings = new LinkedHashMap<>(topicSettings);
        settings.put("durability", "async");
        settings.put("checksum", "CRC32C, written and verified");
        settings.put("sent", form.toString());
        return settings;
    }

    @Override
    public void close() {
        shared.close();
        engine.close();
    }
}
