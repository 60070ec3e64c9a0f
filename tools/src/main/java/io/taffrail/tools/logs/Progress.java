/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.logs;

import io.taffrail.tools.console.Text;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/**
 * Says now and then how far long work has come; short work passes in silence.
 *
 * <p>Threading: one thread.
 */
final class Progress {
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(2);

    private final PrintWriter err;
    private final long total;
    private long done;
    private long saidNs = System.nanoTime();

    Progress(final PrintWriter err, final long total) {
        this.err = err;
        this.total = total;
    }

    void add(final long bytes) {
        done += bytes;
        final long nowNs = System.nanoTime();
        if (nowNs - saidNs >= INTERVAL_NS) {
            saidNs = nowNs;
            final long percent = total == 0 ? 100 : Math.min(100, done * 100 / total);
            err.println("verified " + Text.size(done) + " of " + Text.size(total) + " (" + percent + " %)");
            err.flush();
        }
    }
}
