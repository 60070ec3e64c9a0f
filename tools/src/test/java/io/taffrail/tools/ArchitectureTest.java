/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the arrows between our packages: downward only, and without a cycle. tools sees every module except bench, so
 * the test lives here.
 */
class ArchitectureTest {
    private static final String[] LOG_ENGINE = {
        "io.taffrail.storage..",
        "io.taffrail.settings..",
        "io.taffrail.compression",
        "io.taffrail.partitioner..",
        "io.taffrail.serialization..",
        "io.taffrail.log..",
        "io.taffrail.engine..",
        "io.taffrail.model..",
        "io.taffrail.assignor..",
        "io.taffrail.group..",
        "io.taffrail.transaction..",
        "io.taffrail.coordinator..",
        "io.taffrail.consumer..",
        "io.taffrail.producer.."
    };

    private static JavaClasses taffrail;

    @BeforeAll
    static void importClasses() {
        taffrail = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("testsupport") && !location.contains("test-support"))
                .importPackages("io.taffrail");
    }

    @Test
    void shouldHaveNoPackageCycle() {
        check(slices().matching("io.taffrail.(**)").should().beFreeOfCycles());
    }

    @Test
    void shouldPointDownwardOnly() {
        check(layers().whereLayer("codecs")
                .mayNotAccessAnyLayer()
                .whereLayer("storage")
                .mayOnlyAccessLayers("codecs")
                .whereLayer("settings")
                .mayNotAccessAnyLayer()
                .whereLayer("compression")
                .mayOnlyAccessLayers("settings")
                .whereLayer("log")
                .mayOnlyAccessLayers("codecs", "storage", "settings", "compression")
                .whereLayer("engine")
                .mayOnlyAccessLayers("codecs", "storage", "settings", "compression", "log")
                .whereLayer("model")
                .mayNotAccessAnyLayer()
                .whereLayer("assignor")
                .mayOnlyAccessLayers("model")
                .whereLayer("group")
                .mayOnlyAccessLayers("model")
                .whereLayer("transaction")
                .mayOnlyAccessLayers("model")
                .whereLayer("coordinator")
                .mayOnlyAccessLayers(
                        "codecs", "storage", "settings", "log", "engine", "model", "group", "transaction", "assignor")
                .whereLayer("consumer")
                .mayOnlyAccessLayers("codecs", "settings", "log", "engine", "model", "group", "assignor", "coordinator")
                .whereLayer("producer")
                .mayOnlyAccessLayers(
                        "codecs",
                        "settings",
                        "log",
                        "engine",
                        "model",
                        "group",
                        "transaction",
                        "coordinator",
                        "consumer")
                .whereLayer("sbe")
                .mayNotAccessAnyLayer()
                .whereLayer("schema")
                .mayOnlyAccessLayers("codecs", "settings", "log", "engine", "sbe")
                .whereLayer("replication")
                .mayOnlyAccessLayers("codecs", "storage", "settings", "log", "engine")
                .whereLayer("tools")
                .mayNotBeAccessedByAnyLayer());
    }

    @Test
    void shouldKeepTheLogEngineToTheJdkAndAgrona() {
        check(classes()
                .that()
                .resideInAnyPackage(LOG_ENGINE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Stream.concat(
                                Stream.of("java..", "org.agrona..", "io.taffrail.codecs.."), Stream.of(LOG_ENGINE))
                        .toArray(String[]::new)));
    }

    @Test
    void shouldKeepAeronOutOfEverythingButReplication() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.taffrail.replication..", "io.taffrail.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.aeron.."));
    }

    @Test
    void shouldKeepTheSbeToolInOnePackage() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.taffrail.schema.sbe..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("uk.co.real_logic.."));
    }

    @Test
    void shouldKeepTheConsensusPure() {
        check(classes()
                .that()
                .resideInAPackage("io.taffrail.replication.raft..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java.lang..", "java.util..", "io.taffrail.replication.raft.."));
    }

    @Test
    void shouldKeepCoordinatorCoresAndAssignorsPure() {
        check(classes()
                .that()
                .resideInAnyPackage(
                        "io.taffrail.group..",
                        "io.taffrail.transaction..",
                        "io.taffrail.assignor..",
                        "io.taffrail.model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.util..",
                        "io.taffrail.group..",
                        "io.taffrail.transaction..",
                        "io.taffrail.assignor..",
                        "io.taffrail.model.."));
    }

    @Test
    void shouldNotBeSeenFromBelow() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.taffrail.tools..", "io.taffrail.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.taffrail.tools..", "io.taffrail.bench.."));
    }

    @Test
    void shouldNameNoPackageAfterNothing() {
        check(noClasses()
                .should()
                .resideInAnyPackage("..util..", "..impl..", "..common..", "..internal..", "..misc.."));
    }

    private static LayeredArchitecture layers() {
        return layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("codecs")
                .definedBy("io.taffrail.codecs..")
                .layer("storage")
                .definedBy("io.taffrail.storage..")
                .layer("settings")
                .definedBy("io.taffrail.settings..")
                .layer("compression")
                .definedBy("io.taffrail.compression")
                .layer("log")
                .definedBy("io.taffrail.log..")
                .layer("engine")
                .definedBy("io.taffrail.engine..")
                .layer("model")
                .definedBy("io.taffrail.model..")
                .layer("assignor")
                .definedBy("io.taffrail.assignor..")
                .layer("group")
                .definedBy("io.taffrail.group..")
                .layer("transaction")
                .definedBy("io.taffrail.transaction..")
                .layer("coordinator")
                .definedBy("io.taffrail.coordinator..")
                .layer("consumer")
                .definedBy("io.taffrail.consumer..")
                .layer("producer")
                .definedBy("io.taffrail.producer..")
                .layer("sbe")
                .definedBy("io.taffrail.schema.sbe..")
                .layer("schema")
                .definedBy("io.taffrail.schema")
                .layer("replication")
                .definedBy("io.taffrail.replication..")
                .layer("tools")
                .definedBy("io.taffrail.tools..");
    }

    /** Young modules may have no classes yet. */
    private static void check(final ArchRule rule) {
        rule.allowEmptyShould(true).check(taffrail);
    }
}
