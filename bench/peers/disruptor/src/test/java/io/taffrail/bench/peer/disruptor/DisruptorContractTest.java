/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.disruptor;

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

class DisruptorContractTest {
    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0} B, {1} publishers, {2} readers, {3} values each")
    @CsvSource({"32, 1, 1, 10000", "65536, 1, 1, 200", "32, 2, 1, 10000", "33, 1, 2, 10000", "32, 1, 0, 100000"})
    void shouldDeliverEveryValueInOrder(final int bytes, final int publishers, final int readers, final int values)
            throws Exception {
        final TargetPlan plan = new TargetPlan(
                directory, bytes, publishers, readers, ReaderLook.EAGER, (long) publishers * values, false);

        TargetCheck.run(new DisruptorProvider(), plan, values);
    }

    @Test
    void shouldBeFoundByServiceLoader() {
        final long found = ServiceLoader.load(TargetProvider.class).stream()
                .filter(provider -> provider.type() == DisruptorProvider.class)
                .count();

        assertEquals(1, found);
    }
}
