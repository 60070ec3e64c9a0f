/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.FragmentHandler;
import java.nio.file.Path;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** Aeron IPC with an embedded media driver: keeps nothing, checks nothing. */
final class AeronIpcTarget implements Target {
    private final MediaDriver driver;
    private final Aeron aeron;
    private final ExclusivePublication publication;
    private final Subscription subscription;
    private final FragmentHandler handler = (buffer, offset, length, header) -> this.received += length;
    private long received;

    AeronIpcTarget(final Path directory) {
        driver = MediaDriver.launchEmbedded(new MediaDriver.Context()
                .aeronDirectoryName(directory.resolve("aeron").toString())
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(new BackoffIdleStrategy(1, 1, 1_000_000, 1_000_000))
                .ipcTermBufferLength(64 << 20)
                .termBufferSparseFile(false)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true));
        aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .preTouchMappedMemory(true));
        subscription = aeron.addSubscription("aeron:ipc", 1);
        publication = aeron.addExclusivePublication("aeron:ipc", 1);
        while (!publication.isConnected()) {
            Thread.yield();
        }
    }

    @Override
    public boolean publish(final UnsafeBuffer value, final int length) {
        return publication.offer(value, 0, length) > 0;
    }

    @Override
    public int poll() {
        return subscription.poll(handler, 256);
    }

    @Override
    public void close() {
        aeron.close();
        driver.close();
    }
}
