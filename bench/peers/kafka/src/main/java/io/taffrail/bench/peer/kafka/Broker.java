/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.kafka;

import java.io.IOException;
import java.io.InputStream;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** Main class of a broker's JVM: formats its directory, then runs it. */
final class Broker {
    private Broker() {}

    /**
     * Run a broker until its parent ends.
     *
     * @param args path of its properties, id of the cluster.
     */
    public static void main(final String[] args) {
        final String properties = args[0];
        final String clusterId = args[1];
        endWith(System.in);
        final int failure = StorageTool.execute(
                new String[] {"format", "--cluster-id", clusterId, "--config", properties}, System.out);
        if (failure != 0) {
            System.exit(failure);
        }
        Kafka.main(new String[] {properties});
    }

    /** A parent that was killed runs no shutdown hook, but its end of the pipe is closed for it. */
    private static void endWith(final InputStream parent) {
        final Thread watch = new Thread(
                () -> {
                    try {
                        while (parent.read() >= 0) {
                            Thread.onSpinWait();
                        }
                    } catch (final IOException e) {
                        System.err.println("lost the parent: " + e);
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
