/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.chronicle;

import io.taffrail.bench.targets.Target;
import io.taffrail.bench.targets.TargetPlan;
import io.taffrail.bench.targets.TargetProvider;
import java.util.List;

/** {@code chronicle-queue}. */
public final class ChronicleProvider implements TargetProvider {
    /** For the service loader. */
    public ChronicleProvider() {
        // nothing to set
    }

    @Override
    public String name() {
        return "chronicle-queue";
    }

    @Override
    public String description() {
        return "Chronicle Queue, the open-source release; kept in files, no checksum";
    }

    /** What its parent POM lists for Java 17; then nothing that reports to its makers, announces, or looks at the disk. */
    @Override
    public List<String> jvmFlags() {
        return List.of(
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.util=ALL-UNNAMED",
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
                "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED",
                "-Dchronicle.analytics.disable=true",
                "-Dchronicle.announcer.disable=true",
                "-Dchronicle.disk.monitor.disable=true",
                "-Djvm.resource.tracing=false");
    }

    @Override
    public Target open(final TargetPlan plan) {
        return new ChronicleTarget(plan);
    }
}
