/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.machine.Machine;
import io.taffrail.bench.rig.Scratch;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.log.BatchDraft;
import io.taffrail.log.CompactionResult;
import io.taffrail.log.PublishResult;
import io.taffrail.log.RecordDraft;
import io.taffrail.settings.EngineConfig;
import io.taffrail.settings.Threading;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How fast a log is compacted: bytes of batches that a pass reads, by the time from its beginning to its end, forces included,
 * in one thread. The log was written a moment ago, so that it is in memory.
 */
@Command(name = "compaction", description = "One pass over a log, in bytes of input per second.")
public final class CompactionCommand implements Callable<Integer> {
    private static final int MIB = 1 << 20;
    private static final long SCATTER = 0x9E37_79B9_7F4A_7C15L;

    @Option(
            names = "--mib",
            converter = Options.Positive.class,
            description = "of batches in the log (default: ${DEFAULT-VALUE})",
            defaultValue = "1024")
    private int mib;

    @Option(
            names = "--size",
            converter = Options.Positive.class,
            description = "bytes of a value (default: ${DEFAULT-VALUE})",
            defaultValue = "100")
    private int size;

    @Option(
            names = "--batch",
            converter = Options.Positive.class,
            description = "records in a batch (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private int batch;

    @Option(
            names = "--versions",
            converter = Options.Positive.class,
            description = "records of each key, of which one survives (default: ${DEFAULT-VALUE})",
            defaultValue = "10")
    private int versions;

    @Option(
            names = "--runs",
            converter = Options.Positive.class,
            description = "logs that are compacted one after the other (default: ${DEFAULT-VALUE})",
            defaultValue = "3")
    private int runs;

    @Mixin
    private DirectoryOption place;

    /** For picocli. */
    public CompactionCommand() {
        // options are injected
    }

    @Override
    public Integer call() throws IOException {
        System.out.println(Machine.describe(place.directory));
        for (int run = 0; run < runs; run++) {
            final Path at = Scratch.create(place.directory);
            try (LogEngine engine = LogEngine.open(
                    at, EngineConfig.builder().threading(Threading.THREADS).build())) {
                engine.topics()
                        .create("bench", 1, Map.of("cleanup.policy", "compact", "min.cleanable.dirty.ratio", "1"));
                fill(engine);
                engine.partition("bench", 0).flush();
                report(engine);
            } finally {
                Scratch.delete(at);
            }
        }
        return 0;
    }

    private void report(final LogEngine engine) {
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        final long cpuSince = threads.getCurrentThreadCpuTime();
        final long since = System.nanoTime();
        final CompactionResult result = engine.partition("bench", 0).compact(false);
        final double seconds = (System.nanoTime() - since) / 1e9;
        final double cpuSeconds = (threads.getCurrentThreadCpuTime() - cpuSince) / 1e9;
        System.out.printf(
                "  %,d MiB in %d segments to %,d MiB in %d: %.0f MB/s of input in %.2f s, %.0f MB/s of CPU time; %,d records of %,d kept%n",
                result.bytesBefore() / MIB,
                result.segmentsBefore(),
                result.bytesAfter() / MIB,
                result.segmentsAfter(),
                result.bytesBefore() / seconds / 1e6,
                seconds,
                result.bytesBefore() / cpuSeconds / 1e6,
                result.recordsKept(),
                result.recordsKept() + result.recordsDropped());
    }

    /** Keys in turns, so that each is there as often as the others. */
    private void fill(final LogEngine engine) {
        final ByteBuffer key = ByteBuffer.allocate(Long.BYTES);
        final UnsafeBuffer value = new UnsafeBuffer(new byte[size]);
        final RecordDraft record = new RecordDraft();
        final BatchDraft draft = new BatchDraft();
        final long recordBytes = (24L + Long.BYTES + size + 7) & -8;
        final long batchBytes = (64 + batch * recordBytes + 63) & -64;
        final long records = (long) mib * MIB / batchBytes * batch;
        final long keys = Math.max(1, records / versions);
        try (Publisher publisher = engine.publisher("bench")) {
            long number = 0;
            for (long bytes = 0; bytes < (long) mib * MIB; ) {
                draft.clear();
                for (int i = 0; i < batch; i++, number++) {
                    key.putLong(0, number % keys * SCATTER);
                    draft.add(record.clear().key(key.array()).value(value, 0, size));
                }
                publish(publisher, draft);
                bytes += (draft.lengthBytes() + 63) & -64;
            }
        }
    }

    private static void publish(final Publisher publisher, final BatchDraft draft) {
        long result = publisher.publish(draft);
        while (PublishResult.isRetriable(result)) {
            result = publisher.publish(draft);
        }
        if (result < 0) {
            throw new IllegalStateException(PublishResult.describe(result));
        }
    }
}
