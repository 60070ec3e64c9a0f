/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogDirectory;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.PartitionHandle;
import io.taffrail.log.Appender;
import io.taffrail.log.CompactionResult;
import io.taffrail.schema.sbe.InvalidSchemaException;
import io.taffrail.schema.sbe.SbeSchema;
import io.taffrail.schema.sbe.SchemaProblem;
import io.taffrail.schema.sbe.SchemaTexts;
import io.taffrail.settings.EngineConfig;
import io.taffrail.settings.Threading;
import io.taffrail.settings.TopicSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Subjects, versions, ids and levels: what is registered, what is refused, and what of it lasts. */
@Timeout(120)
class SchemaRegistryTest {
    private static final String A = "<field name=\"a\" id=\"1\" type=\"int32\"/>";
    private static final String ONE = SchemaTexts.message(1, "", A);
    private static final String TWO = SchemaTexts.message(2, "", A + field(2));
    private static final String THREE = SchemaTexts.message(3, "", A + field(2) + field(3));
    /** It cannot read version 2, which it misses a message of. */
    private static final String WRONG = SchemaTexts.message(3, "", "<field name=\"a\" id=\"1\" type=\"int64\"/>");

    @TempDir
    private Path directory;

    private static String field(final int version) {
        return "<field name=\"f" + version + "\" id=\"" + version + "\" type=\"int32\" sinceVersion=\"" + version
                + "\"/>";
    }

    private LogEngine open() {
        return LogEngine.open(directory);
    }

    @Test
    void shouldNumberVersionsBySubjectAndDocumentsOverall() {
        try (LogEngine engine = open()) {
            final SchemaRegistry registry = SchemaRegistry.of(engine);
            assertSame(registry, SchemaRegistry.of(engine));

            assertVersion("a-value", 1, 1, registry.register("a-value", ONE));
            assertVersion("b-value", 1, 2, registry.register("b-value", TWO));
            assertVersion("a-value", 2, 2, registry.register("a-value", TWO));
            assertVersion("a-value", 3, 3, registry.register("a-value", THREE));
            assertVersion("c-value", 1, 1, registry.register("c-value", ONE));

            assertEquals(List.of("a-value", "b-value", "c-value"), registry.subjects());
            assertEquals(
                    List.of(1, 2, 3),
                    registry.versions("a-value").stream().map(SchemaVersion::id).toList());
            assertEquals(List.of(), registry.versions("none"));
            assertEquals(Optional.empty(), registry.latest("none"));
            assertEquals(THREE, registry.schema(3).text());
            assertEquals(3, registry.schema(3).schema().version());
            assertEquals(
                    "unknown schema: id=4",
                    assertThrows(UnknownSchemaException.class, () -> registry.schema(4))
                            .getMessage());
        }
    }

    private static void assertVersion(
            final String subject, final int version, final int id, final SchemaVersion found) {
        assertEquals(subject + " " + version + " " + id, found.subject() + " " + found.version() + " " + found.id());
    }

    @Test
    void shouldAppendNothingForADocumentThatTheSubjectHas() {
        try (LogEngine engine = open()) {
            final SchemaRegistry registry = SchemaRegistry.of(engine);
            registry.register("s", ONE);
            registry.register("s", TWO);
            final long end = end(engine);

            assertVersion("s", 1, 1, registry.register("s", ONE));
            assertVersion("s", 2, 2, registry.register("s", TWO));

            assertEquals(end, end(engine));
        }
    }

    private static long end(final LogEngine engine) {
        return engine.offsets(SchemaRegistry.TOPIC, 0).endOffset();
    }

    @Test
    void shouldRefuseAndChangeNothing() {
        try (LogEngine engine = open()) {
            final SchemaRegistry registry = SchemaRegistry.of(engine);
            registry.register("s", ONE);
            registry.register("s", TWO);
            final long end = end(engine);

            final IncompatibleSchemaException ex =
                    assertThrows(IncompatibleSchemaException.class, () -> registry.register("s", WRONG));

            assertEquals(
                    "schema is not compatible: subject=s level=BACKWARD: cannot read version 2: m.a: int64 expected, found"
                            + " int32: the type of a field must not change",
                    ex.getMessage());
            assertEquals(1, ex.problems().size());
            assertEquals(ex.problems(), registry.check("s", WRONG));
            assertThrows(InvalidSchemaException.class, () -> registry.register("s", "<nonsense"));
            assertThrows(InvalidSchemaException.class, () -> registry.check("s", "<nonsense"));
            assertThrows(IllegalArgumentException.class, () -> registry.register("", ONE));
            assertThrows(IllegalArgumentException.class, () -> registry.register("s".repeat(1025), ONE));
            assertThrows(IllegalArgumentException.class, () -> registry.compatibility("", Compatibility.NONE));
            assertEquals(List.of(), registry.check("s", THREE));
            assertEquals(end, end(engine));
            assertEquals(2, registry.versions("s").size());
        }
    }

    @Test
    void shouldCompareAsTheLevelSays() {
        final String without = SchemaTexts.message(3, "", A); // reads all before; cannot be read by 2
        final String other = SchemaTexts.message(3, "", A + field(2).replace("id=\"2\"", "id=\"7\""));
        final Map<Compatibility, String> expected = Map.of(
                Compatibility.NONE, "",
                Compatibility.BACKWARD, "",
                Compatibility.BACKWARD_TRANSITIVE, "",
                Compatibility.FORWARD, "FORWARD 2",
                Compatibility.FORWARD_TRANSITIVE, "FORWARD 2",
                Compatibility.FULL, "FORWARD 2",
                Compatibility.FULL_TRANSITIVE, "FORWARD 2");
        try (LogEngine engine = open()) {
            final SchemaRegistry registry = SchemaRegistry.of(engine);
            registry.register("s", ONE);
            registry.register("s", TWO);
            expected.forEach((level, problems) -> {
                assertEquals(problems, check(registry, without, level), level.toString());
            });
            assertEquals("BACKWARD 2, FORWARD 2", check(registry, other, Compatibility.FULL));
        }
    }

    @Test
    void shouldCompareWithAllVersionsWhereTheLevelIsTransitive() {
        final String two = SchemaTexts.message(2, "", "<field name=\"b\" id=\"5\" type=\"int32\"/>");
        final String three = SchemaTexts.message(
                3,
                "",
                "<field name=\"b\" id=\"5\" type=\"int32\"/><field name=\"c\" id=\"6\" type=\"int8\" sinceVersion=\"3\"/>");
        try (LogEngine engine = open()) {
            final SchemaRegistry registry = SchemaRegistry.of(engine);
            registry.register("s", ONE);
            registry.compatibility("s", Compatibility.NONE);
            registry.register("s", two);

            assertEquals("", check(registry, three, Compatibility.FULL));
            assertEquals("BACKWARD 1", check(registry, three, Compatibility.BACKWARD_TRANSITIVE));
            assertEquals("FORWARD 1", check(registry, three, Compatibility.FORWARD_TRANSITIVE));
            assertEquals("BACKWARD 1, FORWARD 1", check(registry, three, Compatibility.FULL_TRANSITIVE));
        }
    }

    private static String check(final SchemaRegistry registry, final String text, final Compatibility level) {
        return String.join(
                ", ",
                registry.check("s", SbeSchema.parse(text), level).stream()
                        .map(problem -> problem.direction() + " " + problem.version())
                        .toList());
    }

    @Test
    void shouldHoldVersionsOfMessagesApart() {
        final String again = SchemaTexts.schema(
                1,
                "",
                "<message name=\"m\" id=\"1\">" + A + "</message><message name=\"n\" id=\"2\">" + A + "</message>");
        try (LogEngine engine = open()) {
            final SchemaRegistry registry = SchemaRegistry.of(engine);
            registry.register("s", ONE);

            assertEquals(
                    "[cannot be read by version 1: n: message id=2 expected, found none: messages with it are in version 1;"
                            + " if it is new, give the schema a higher version]",
                    registry.check("s", again).toString());
            registry.register("s", ONE.replace("name=\"a\"", "name=\"renamed\""));
            assertEquals(
                    "[cannot read version 2: messageSchema: version=1 or higher expected, found version=0]",
                    registry.check("s", SchemaTexts.message(0, "", A)).toString());
            registry.compatibility("s", Compatibility.NONE);
            assertEquals(List.of(), registry.check("s", SchemaTexts.message(0, "", A)));
        }
    }

    @Test
    void shouldRememberOverARestart() {
        try (LogEngine engine = open()) {
            final SchemaRegistry registry = SchemaRegistry.of(engine);
            registry.register("s", ONE);
            registry.register("t", TWO);
            registry.register("t", THREE);
            registry.compatibility(Compatibility.FULL);
            registry.compatibility("s", Compatibility.FORWARD);
        }
        try (LogEngine engine = open()) {
            final SchemaRegistry registry = SchemaRegistry.of(engine);
            assertEquals(List.of("s", "t"), registry.subjects());
            assertEquals(Compatibility.FULL, registry.compatibility());
            assertEquals(Compatibility.FULL, registry.compatibility("t"));
            assertEquals(Compatibility.FORWARD, registry.compatibility("s"));
            assertVersion("s", 2, 2, registry.register("s", TWO));
            final String four = SchemaTexts.message(4, "", A + field(2) + field(3) + field(4));
            assertVersion("t", 3, 4, registry.register("t", four));
        }
    }

    @Test
    void shouldKeepEverythingThroughCompaction() {
        try (LogEngine engine = open()) {
            final SchemaRegistry registry = SchemaRegistry.of(engine);
            final List<SchemaVersion> before = new ArrayList<>();
            for (int i = 1; i <= 60; i++) {
                before.add(registry.register("s" + i % 7, SchemaTexts.message(i, "", A + " ".repeat(4000))));
                registry.compatibility("s" + i % 7, i % 2 == 0 ? Compatibility.FULL : Compatibility.BACKWARD);
            }
            final PartitionHandle partition = engine.partition(SchemaRegistry.TOPIC, 0);
            while (partition.compact(true).recordsSuperseded() == 0) {
                Thread.onSpinWait(); // until its first segments are sealed
            }
            final CompactionResult result = partition.compact(false);
            assertTrue(result.recordsSuperseded() > 0, result::toString);
            assertAll(before, SchemasView.read(engine));
        }
        try (LogEngine engine = open()) {
            final SchemaRegistry registry = SchemaRegistry.of(engine);
            assertEquals(Compatibility.FULL, registry.compatibility("s4"));
            assertVersion("new", 1, 61, registry.register("new", ONE));
        }
    }

    private static void assertAll(final List<SchemaVersion> expected, final Schemas found) {
        for (final SchemaVersion version : expected) {
            assertEquals(
                    version.document().text(),
                    found.document(version.id()).orElseThrow().text());
            assertEquals(
                    version.id(),
                    found.versions(version.subject()).get(version.version() - 1).id());
        }
    }

    @Test
    void shouldTakeTheLongestDocumentAndNoLongerOne() {
        final String longest = ONE + " ".repeat(SbeSchema.MAX_BYTES - ONE.length());
        final EngineConfig small = EngineConfig.builder()
                .topicDefaults(TopicSettings.of(
                        Map.of("segment.bytes", "65536", "max.message.bytes", "1000"), TopicSettings.defaults()))
                .build();
        try (LogEngine engine = LogEngine.open(directory, small)) {
            final SchemaRegistry registry = SchemaRegistry.of(engine);

            assertVersion("s", 1, 1, registry.register("s", longest));

            assertEquals(
                    longest, SchemasView.read(engine).document(1).orElseThrow().text());
            assertThrows(InvalidSchemaException.class, () -> registry.register("s", longest + " "));
        }
    }

    @Test
    void shouldBeSeenFromBesideARunningEngine() {
        try (LogEngine engine = open();
                LogDirectory beside = LogDirectory.open(directory)) {
            assertEquals(List.of(), SchemasView.read(beside).subjects());
            assertFalse(engine.hasTopic(SchemaRegistry.TOPIC), "looking makes nothing");
            final SchemaRegistry registry = SchemaRegistry.of(engine);
            registry.register("s", ONE);
            registry.register("s", TWO);
            registry.compatibility("s", Compatibility.FULL);

            final SchemasView view = SchemasView.read(beside);

            assertEquals(List.of("s"), view.subjects());
            assertEquals(TWO, view.latest("s").orElseThrow().document().text());
            assertEquals(Compatibility.FULL, view.compatibility("s"));
            assertEquals(Compatibility.BACKWARD, view.compatibility());
            assertEquals(registry.check("s", WRONG), view.check("s", SbeSchema.parse(WRONG), view.compatibility("s")));
        }
    }

    @Test
    void shouldWorkInAnEngineWithoutThreads() {
        final EngineConfig config =
                EngineConfig.builder().threading(Threading.INVOKER).build();
        try (LogEngine engine = LogEngine.open(directory, config)) {
            assertVersion("s", 1, 1, SchemaRegistry.of(engine).register("s", ONE));
        }
    }

    /** As when it could not be read in time after it was written. */
    @Test
    void shouldCountWhatTheLogHasAndItDoesNotKnowOf() {
        try (LogEngine engine = open()) {
            final SchemaRegistry registry = SchemaRegistry.of(engine);
            try (Appender appender =
                    engine.partition(SchemaRegistry.TOPIC, 0).log().appender()) {
                appender.append(new SchemaRecordEncoder().encode(new SchemaRecord.VersionStored("s", 1, 1, ONE)));
            }

            assertVersion("s", 2, 2, registry.register("s", TWO));

            assertVersion("s", 1, 1, registry.register("s", ONE));
            assertEquals(TWO, registry.schema(2).text());
        }
    }

    /** It would be found under another name than that which it was registered under. */
    @Test
    void shouldRefuseASubjectThatHasNoEncoding() {
        try (LogEngine engine = open()) {
            final SchemaRegistry registry = SchemaRegistry.of(engine);

            assertThrows(IllegalArgumentException.class, () -> registry.register("s\uD800", ONE));

            assertEquals(List.of(), registry.subjects());
        }
    }

    @Test
    void shouldSayThatTheEngineIsClosed() {
        final SchemaRegistry registry;
        try (LogEngine engine = open()) {
            registry = SchemaRegistry.of(engine);
            registry.register("s", ONE);
        }

        assertVersion("s", 1, 1, registry.register("s", ONE));
        assertTrue(assertThrows(RuntimeException.class, () -> registry.register("s", TWO))
                .getMessage()
                .contains("closed"));
        assertThrows(RuntimeException.class, () -> registry.compatibility(Compatibility.FULL));
    }

    @Test
    void shouldGiveEachDocumentOneIdWhenManyRegisterAtOnce() throws Exception {
        final int threads = 4;
        try (LogEngine engine = open()) {
            final SchemaRegistry registry = SchemaRegistry.of(engine);
            final CyclicBarrier barrier = new CyclicBarrier(threads);
            final List<CompletableFuture<List<SchemaVersion>>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                final String own = "own-" + thread;
                all.add(CompletableFuture.supplyAsync(() -> registerMany(registry, barrier, own)));
            }
            final Set<Integer> ids = new HashSet<>();
            for (final CompletableFuture<List<SchemaVersion>> one : all) {
                one.get().forEach(version -> ids.add(version.id()));
            }
            assertEquals(20, registry.versions("shared").size());
            assertEquals(20, ids.size());
            for (int i = 0; i < 20; i++) {
                assertEquals(i + 1, registry.versions("shared").get(i).version());
                assertEquals(
                        i + 1,
                        registry.versions("shared").get(i).document().schema().version());
            }
        }
    }

    private static List<SchemaVersion> registerMany(
            final SchemaRegistry registry, final CyclicBarrier barrier, final String own) {
        final List<SchemaVersion> versions = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            try {
                barrier.await();
            } catch (final Exception ex) {
                throw new IllegalStateException(ex);
            }
            versions.add(registry.register("shared", SchemaTexts.message(i, "", A)));
            versions.add(registry.register(own, SchemaTexts.message(i, "", A)));
        }
        return versions;
    }

    /** What is answered is on the device: the files of that moment are enough, whatever else the process would have written. */
    @Test
    void shouldHaveAllThatWasAnsweredWhenTheProcessIsGone() throws IOException {
        final Path copies = directory.resolve("copies");
        final Path data = directory.resolve("data");
        try (LogEngine engine = LogEngine.open(data)) {
            final SchemaRegistry registry = SchemaRegistry.of(engine);
            for (int i = 1; i <= 5; i++) {
                registry.register("s", SchemaTexts.message(i, "", A));
                copy(data, copies.resolve("" + i));
            }
        }
        for (int i = 1; i <= 5; i++) {
            try (LogEngine engine = LogEngine.open(copies.resolve("" + i))) {
                final SchemaRegistry registry = SchemaRegistry.of(engine);
                assertEquals(i, registry.versions("s").size());
                assertVersion("t", 1, i + 1, registry.register("t", ONE + " "));
            }
        }
    }

    private static void copy(final Path from, final Path to) throws IOException {
        final List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.toList();
        }
        for (final Path file : files) {
            final Path target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target);
            }
        }
    }

    @Test
    void shouldNameTheFirstProblemsAndCountTheOthers() {
        final Incompatibility problem =
                new Incompatibility(2, Incompatibility.Direction.BACKWARD, new SchemaProblem("m.a", "moved"));

        final IncompatibleSchemaException ex =
                new IncompatibleSchemaException("s", Compatibility.FULL, Collections.nCopies(5, problem));

        assertEquals(
                "schema is not compatible: subject=s level=FULL: cannot read version 2: m.a: moved; cannot read version 2: m.a:"
                        + " moved; cannot read version 2: m.a: moved; and problems=2 more",
                ex.getMessage());
        assertEquals(5, ex.problems().size());
    }
}
