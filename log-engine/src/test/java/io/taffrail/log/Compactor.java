/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.settings.CleanupPolicy;
import io.taffrail.settings.TopicSettings;
import java.io.IOException;

/** Compacts a log as an engine's cleaner does, whatever the ratio of what is not clean. */
final class Compactor {
    static final int MEMORY = 1 << 20;
    static final int STEP = 1 << 16;

    private Compactor() {}

    /** Settings with small segments whose records are compacted. */
    static TopicSettings.Builder settings() {
        return TestLog.small().cleanupPolicy(CleanupPolicy.COMPACT).set("min.cleanable.dirty.ratio", "0");
    }

    /** Force what is there, so that a pass may begin. */
    static LogCompaction ready(final TestLog test) throws IOException {
        for (int turn = 0; turn < 100; turn++) {
            test.retain();
            final LogCompaction compaction = LogCompaction.of(test.log);
            if (compaction.endOffset() == compaction.reachableOffset()) {
                return compaction;
            }
            test.log.requestForce(test.log.contiguousOffset());
        }
        throw new AssertionError("the log does not become durable");
    }

    /** One pass. */
    static CompactionResult run(final TestLog test, final int memory) throws IOException {
        try (CompactionPass pass = ready(test).begin(memory, false)) {
            assertTrue(pass != null, "another pass is at work");
            while (pass.step(STEP)) {
                test.turn();
            }
            return pass.result();
        }
    }

    static CompactionResult run(final TestLog test) throws IOException {
        return run(test, MEMORY);
    }
}
