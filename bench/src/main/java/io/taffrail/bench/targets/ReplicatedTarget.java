/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

import io.taffrail.bench.nodes.LeaderHere;
import io.taffrail.bench.nodes.Nodes;
import io.taffrail.bench.nodes.Waiting;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.SubscriptionConfig;
import io.taffrail.log.ReaderStrategy;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/** Three nodes; publishers and readers are in the leader's JVM, and readers see what a majority holds. */
final class ReplicatedTarget implements Target {
    private static final Map<String, String> TOPIC =
            Map.of("retention.bytes", Long.toString(1L << 30), "retention.ms", "-1");

    private final TargetPlan plan;
    private final SendingForm form;
    private final LeaderHere cluster;
    private final LogEngine engine;
    private final Acknowledged acknowledged;

    ReplicatedTarget(final TargetPlan plan, final SendingForm form, final boolean isAcknowledged) throws IOException {
        this.plan = plan;
        this.form = form;
        cluster = new LeaderHere(plan.directory(), TOPIC);
        engine = cluster.node().engine();
        acknowledged = isAcknowledged ? new Acknowledged(cluster.partition(), plan.valueBytes()) : null;
    }

    @Override
    public Sender sender(final int index) {
        final Publisher publisher = engine.publisher(Nodes.TOPIC);
        return new Sending(acknowledged == null ? form.sender(publisher) : acknowledged.sender(publisher));
    }

    @Override
    public Receiver receiver(final int index) {
        if (acknowledged != null) {
            return acknowledged.receiver();
        }
        final SubscriptionConfig config = SubscriptionConfig.defaults()
                .withStrategy(new ReaderStrategy(plan.look().spins()));
        return new RecordReceiver(engine.subscribe(Nodes.TOPIC, StartAt.latest(), config));
    }

    @Override
    public Map<String, String> settings() {
        final Map<String, String> settings = new LinkedHashMap<>();
        settings.put("nodes", LeaderHere.NODES + ", a JVM each; publishers and readers in the leader's");
        settings.put(acknowledged == null ? "read" : "told", "committed: a majority has the value, in the page cache");
        settings.putAll(cluster.settings());
        settings.putAll(TOPIC);
        settings.put("durability", "async");
        settings.put("checksum", "CRC32C, written, and verified by followers and readers");
        settings.put("sent", form.toString());
        return settings;
    }

    @Override
    public void close() {
        cluster.close();
    }

    /** When all is sent, a majority has it. */
    private final class Sending implements Sender {
        private final Sender sender;

        Sending(final Sender sender) {
            this.sender = sender;
        }

        @Override
        public boolean send(final DirectBuffer value, final int length) {
            return sender.send(value, length);
        }

        @Override
        public void flush() {
            sender.flush();
            final long end = engine.offsets(Nodes.TOPIC, 0).endOffset();
            Waiting.until("a majority has all values", () -> cluster.partition().highWatermark() >= end);
        }

        @Override
        public void close() {
            sender.close();
        }
    }
}
