/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.taffrail.replication.transport.TransportException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Node 0 of a mesh, in a process of its own that is there to be killed. */
final class OpeningMain {
    private OpeningMain() {}

    /**
     * Opens the transport and says so, or why not.
     *
     * @param args directory, and the endpoints of all nodes.
     * @throws IOException if the standard input cannot be waited for.
     */
    public static void main(final String[] args) throws IOException {
        try {
            TestMesh.open(TestMesh.of(Arrays.copyOfRange(args, 1, args.length))
                    .config(0)
                    .directory(Path.of(args[0]))
                    .build());
            System.out.println("open");
            System.in.read();
        } catch (final TransportException ex) {
            System.out.println(ex.getMessage());
        }
    }
}
