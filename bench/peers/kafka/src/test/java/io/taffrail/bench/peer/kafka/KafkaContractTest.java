/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taffrail.bench.check.TargetCheck;
import io.taffrail.bench.targets.ReaderLook;
import io.taffrail.bench.targets.TargetPlan;
import io.taffrail.bench.targets.TargetProvider;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaContractTest {
    @TempDir
    private Path directory;

    /** Each starts brokers, so every way is gone once and not with every target. */
    @ParameterizedTest(name = "{0}, {1} B, {2} publishers, {3} readers, {4} values each")
    @CsvSource({
        "kafka-acks1, 32, 1, 1, 10000",
        "kafka-acks1, 33, 2, 2, 10000",
        "kafka-acks-all, 65536, 1, 1, 200",
        "kafka-acks-all, 32, 1, 0, 100000",
        "kafka-3, 32, 1, 1, 10000"
    })
    void shouldDeliverEveryValueInOrder(
            final String name, final int bytes, final int publishers, final int readers, final int values)
            throws Exception {
        final TargetPlan plan = new TargetPlan(
                directory, bytes, publishers, readers, ReaderLook.EAGER, (long) publishers * values, false);

        TargetCheck.run(provider(name), plan, values);
    }

    private static TargetProvider provider(final String name) {
        return ServiceLoader.load(TargetProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldBeFoundByServiceLoader() {
        final long found = ServiceLoader.load(TargetProvider.class).stream()
                .filter(provider -> KafkaProvider.class.isAssignableFrom(provider.type()))
                .count();

        assertEquals(3, found);
    }
}
