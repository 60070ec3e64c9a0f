/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the arrows between the packages of the bench: downward only. */
class BenchArchitectureTest {
    @Test
    void shouldPointDownwardOnly() {
        final JavaClasses bench = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.taffrail.bench");
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("targets")
                .definedBy("io.taffrail.bench.targets..")
                .layer("nodes")
                .definedBy("io.taffrail.bench.nodes..")
                .layer("check")
                .definedBy("io.taffrail.bench.check..")
                .layer("machine")
                .definedBy("io.taffrail.bench.machine..")
                .layer("result")
                .definedBy("io.taffrail.bench.result..")
                .layer("rig")
                .definedBy("io.taffrail.bench.rig..")
                .layer("report")
                .definedBy("io.taffrail.bench.report..")
                .layer("command")
                .definedBy("io.taffrail.bench.command..")
                .whereLayer("nodes")
                .mayNotAccessAnyLayer()
                .whereLayer("targets")
                .mayOnlyAccessLayers("nodes")
                .whereLayer("machine")
                .mayNotAccessAnyLayer()
                .whereLayer("check")
                .mayOnlyAccessLayers("targets")
                .whereLayer("result")
                .mayOnlyAccessLayers("targets")
                .whereLayer("rig")
                .mayOnlyAccessLayers("nodes", "targets", "machine", "result")
                .whereLayer("report")
                .mayOnlyAccessLayers("targets", "result", "rig")
                .check(bench);
    }
}
