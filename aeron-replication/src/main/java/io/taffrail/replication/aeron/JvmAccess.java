/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.taffrail.replication.transport.TransportException;
import org.agrona.DirectBuffer;

/** Whether the JVM was started with the flag that Aeron and Agrona need. */
final class JvmAccess {
    private static final String PACKAGE = "jdk.internal.misc";

    private JvmAccess() {}

    static void check() {
        if (!Object.class.getModule().isExported(PACKAGE, DirectBuffer.class.getModule())) {
            throw new TransportException("the JVM was started without access to " + PACKAGE
                    + ", which Aeron needs: add the flag --add-exports java.base/" + PACKAGE + "=ALL-UNNAMED");
        }
    }
}
