/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.machine.Machine;
import io.taffrail.bench.rig.Scratch;
import io.taffrail.engine.Claim;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.PublisherConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What an idempotent publish costs over a plain one. The four kinds take turns of some hundred publishes each in one thread, so
 * that whatever disturbs the machine disturbs all alike; quantiles of the turns' means are compared.
 */
@Command(name = "idempotence", description = "An idempotent publish beside a plain one, copying and in place.")
public final class IdempotenceCommand implements Callable<Integer> {
    private static final int PUBLISHES = 500;
    private static final int SCALE = 100; // hundredths of a nanosecond

    @Option(
            names = "--rounds",
            converter = Options.Positive.class,
            description = "of a turn of each kind; a quarter more to warm up (default: ${DEFAULT-VALUE})",
            defaultValue = "4000")
    private int rounds;

    @Option(
            names = "--size",
            converter = Options.Positive.class,
            description = "bytes of a value (default: ${DEFAULT-VALUE})",
            defaultValue = "100")
    private int size;

    @Mixin
    private DirectoryOption place;

    /** For picocli. */
    public IdempotenceCommand() {
        // options are injected
    }

    @Override
    public Integer call() throws IOException {
        System.out.println(Machine.describe(place.directory));
        final Path at = Scratch.create(place.directory);
        try (LogEngine engine = LogEngine.open(at)) {
            for (final String topic : new String[] {"plain", "idempotent"}) {
                engine.topics().create(topic, 1, Map.of("retention.bytes", "268435456"));
            }
            try (Publisher plain = engine.publisher("plain");
                    Publisher idempotent = engine.publisher(
                            "idempotent", PublisherConfig.defaults().withIdempotence())) {
                measure(plain, idempotent);
            }
        } finally {
            Scratch.delete(at);
        }
        return 0;
    }

    private void measure(final Publisher plain, final Publisher idempotent) {
        final Kind[] kinds = {
            new Kind("copy, plain", plain, false),
            new Kind("copy, idempotent", idempotent, false),
            new Kind("in place, plain", plain, true),
            new Kind("in place, idempotent", idempotent, true)
        };
        final UnsafeBuffer value = new UnsafeBuffer(new byte[size]);
        for (int round = -rounds / 4; round < rounds; round++) {
            for (final Kind kind : kinds) {
                final long tookNs = kind.isInPlace ? kind.claims(size) : kind.copies(value);
                if (round >= 0) {
                    kind.times.recordValue(tookNs * SCALE / PUBLISHES);
                }
            }
        }
        for (final Kind kind : kinds) {
            System.out.printf(
                    "  %-22s p10 %.1f  p25 %.1f  p50 %.1f  p75 %.1f ns%n",
                    kind.name, kind.at(10), kind.at(25), kind.at(50), kind.at(75));
        }
        System.out.printf(
                "  idempotence costs, p25 and p50: %.1f and %.1f ns copying, %.1f and %.1f ns in place%n",
                kinds[1].at(25) - kinds[0].at(25),
                kinds[1].at(50) - kinds[0].at(50),
                kinds[3].at(25) - kinds[2].at(25),
                kinds[3].at(50) - kinds[2].at(50));
    }

    /** One way to publish, and how long its turns took. */
    private static final class Kind {
        private final String name;
        private final Publisher publisher;
        private final boolean isInPlace;
        private final Claim claim = new Claim();
        private final Histogram times = new Histogram(3);

        Kind(final String name, final Publisher publisher, final boolean isInPlace) {
            this.name = name;
            this.publisher = publisher;
            this.isInPlace = isInPlace;
        }

        long copies(final UnsafeBuffer value) {
            final long since = System.nanoTime();
            long last = 0;
            for (int i = 0; i < PUBLISHES; i++) {
                last |= publisher.publish(value, 0, value.capacity());
            }
            return accepted(last, since);
        }

        long claims(final int size) {
            final long since = System.nanoTime();
            long last = 0;
            for (int i = 0; i < PUBLISHES; i++) {
                publisher.tryClaim(size, claim);
                claim.buffer().putLong(0, i);
                last |= claim.commit();
            }
            return accepted(last, since);
        }

        private long accepted(final long results, final long since) {
            if (results < 0) {
                throw new IllegalStateException(name + ": a publish was refused");
            }
            return System.nanoTime() - since;
        }

        double at(final double percentile) {
            return times.getValueAtPercentile(percentile) / (double) SCALE;
        }
    }
}
