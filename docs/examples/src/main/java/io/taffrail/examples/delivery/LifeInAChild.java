/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.delivery;

import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogEngine;
import io.taffrail.examples.ChildJvm;
import io.taffrail.examples.DirectoryOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A worker in a process of its own, which is killed (SIGKILL) in the midst of its work: it stops where it is to crash, says
 * so, and waits for its end.
 */
final class LifeInAChild implements Life {
    private static final String STOPPED = "stopped";
    private static final String DONE = "done";

    @Override
    public boolean live(final Path directory, final Guarantee guarantee, final int crashPoint) {
        try (ChildJvm child = ChildJvm.start(LifeInAChild.class, directory, guarantee, crashPoint)) {
            final String line = child.nextLine();
            if (STOPPED.equals(line)) {
                child.kill();
                return false;
            }
            if (!DONE.equals(line) || child.exitCode() != 0) {
                throw new EngineException("the worker's process failed: " + child);
            }
            return true;
        }
    }

    /**
     * The worker's process.
     *
     * @param args directory, guarantee, and where to crash.
     */
    public static void main(final String[] args) {
        final int crashPoint = Integer.parseInt(args[2]);
        try (LogEngine engine = DirectoryOption.open(Path.of(args[0]));
                Worker worker = Guarantee.valueOf(args[1]).open(engine, new Work(crashPoint, LifeInAChild::stop))) {
            while (!worker.isDone()) {
                worker.turn();
            }
        }
        System.out.println(DONE);
    }

    private static void stop() {
        System.out.println(STOPPED);
        try {
            System.in.read(); // nothing comes but the end, should the parent have ended first
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
        Runtime.getRuntime().halt(1);
    }
}
