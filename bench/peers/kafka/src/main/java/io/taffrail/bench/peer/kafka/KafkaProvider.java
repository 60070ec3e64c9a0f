/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.kafka;

import io.taffrail.bench.targets.Target;
import io.taffrail.bench.targets.TargetPlan;
import io.taffrail.bench.targets.TargetProvider;
import java.io.IOException;

/** {@code kafka-acks1}, {@code kafka-acks-all} and {@code kafka-3}. */
public abstract class KafkaProvider implements TargetProvider {
    private final String name;
    private final String description;
    private final KafkaSetup setup;

    KafkaProvider(final String name, final String description, final KafkaSetup setup) {
        this.name = name;
        this.description = description;
        this.setup = setup;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    /** Brokers and clients in different JVMs, both to be compiled. */
    @Override
    public final int warmUpSeconds() {
        return 20;
    }

    @Override
    public final Target open(final TargetPlan plan) throws IOException {
        return new KafkaTarget(plan, setup);
    }

    /** One broker, its answer awaited. */
    public static final class Acks1 extends KafkaProvider {
        /** For the service loader. */
        public Acks1() {
            super(
                    "kafka-acks1",
                    "Apache Kafka, one broker over loopback, acks=1; kept in files, checksummed",
                    new KafkaSetup(1, "1"));
        }
    }

    /** One broker, idempotent. */
    public static final class AcksAll extends KafkaProvider {
        /** For the service loader. */
        public AcksAll() {
            super("kafka-acks-all", "the same, acks=all, idempotent", new KafkaSetup(1, "all"));
        }
    }

    /** Three brokers, a majority of them awaited. */
    public static final class Three extends KafkaProvider {
        /** For the service loader. */
        public Three() {
            super("kafka-3", "the same, three brokers and three replicas, acks=all", new KafkaSetup(3, "all"));
        }
    }
}
