/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.delivery;

import io.taffrail.engine.LogEngine;
import io.taffrail.examples.DirectoryOption;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/**
 * A worker in this process, whose crash is played: its thread stops for good in the midst of its work, and the engine is closed
 * behind its back. Nobody closes its consumer or its producer, and a transaction that it has open stays open.
 */
final class LifeInThisProcess implements Life {
    @Override
    public boolean live(final Path directory, final Guarantee guarantee, final int crashPoint) {
        final CompletableFuture<Boolean> end = new CompletableFuture<>();
        try (LogEngine engine = DirectoryOption.open(directory)) {
            final Work work = new Work(crashPoint, () -> crash(end));
            final Thread thread = new Thread(() -> live(engine, guarantee, work, end), guarantee.text());
            thread.setDaemon(true);
            thread.start();
            return end.join();
        } catch (final CompletionException ex) {
            throw ex.getCause() instanceof RuntimeException cause ? cause : ex;
        }
    }

    private static void live(
            final LogEngine engine, final Guarantee guarantee, final Work work, final CompletableFuture<Boolean> end) {
        try (Worker worker = guarantee.open(engine, work)) {
            while (!worker.isDone()) {
                worker.turn();
            }
        } catch (final Throwable ex) { // for the one who waits
            end.completeExceptionally(ex);
        }
        end.complete(true);
    }

    private static void crash(final CompletableFuture<Boolean> end) {
        end.complete(false);
        while (true) {
            LockSupport.park();
        }
    }
}
