/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import java.nio.ByteOrder;
import java.util.Locale;

/** Checks that this is a machine and a JVM on which the engine works, and says what to do when it is not. */
final class Platform {
    static final String MISSING_FLAG = "the JVM was started without access to jdk.internal.misc, which Agrona needs."
            + " Add this flag:\n"
            + "  java:      java --add-exports java.base/jdk.internal.misc=ALL-UNNAMED ...\n"
            + "  Surefire:  <argLine>--add-exports java.base/jdk.internal.misc=ALL-UNNAMED</argLine>\n"
            + "  Gradle:    test { jvmArgs '--add-exports', 'java.base/jdk.internal.misc=ALL-UNNAMED' }\n"
            + "  jar:       Add-Exports: java.base/jdk.internal.misc   (in the manifest of an executable jar)";

    private Platform() {}

    static void check() {
        final String system = System.getProperty("os.name", "");
        final String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        final boolean isKnown =
                architecture.equals("amd64") || architecture.equals("x86_64") || architecture.equals("aarch64");
        if (!system.equals("Linux") || !isKnown || ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new EngineException("unsupported platform: os.name=" + system + " os.arch=" + architecture
                    + ": taffrail runs on Linux x86-64 and aarch64, on local file systems");
        }
        try {
            Class.forName("org.agrona.UnsafeApi").getMethod("pageSize").invoke(null);
        } catch (final IllegalAccessError ex) {
            throw new EngineException(MISSING_FLAG, ex);
        } catch (final ReflectiveOperationException ex) {
            if (isAccess(ex)) {
                throw new EngineException(MISSING_FLAG, ex);
            }
        }
    }

    private static boolean isAccess(final Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalAccessError || cause instanceof IllegalAccessException) {
                return true;
            }
        }
        return false;
    }
}
