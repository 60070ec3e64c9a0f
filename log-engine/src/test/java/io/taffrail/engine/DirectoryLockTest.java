/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    @TempDir
    Path parent;

    @Test
    void shouldRefuseASecondEngineInTheSameProcess() throws IOException {
        final Path directory = parent.resolve("data");
        final LogEngine engine = LogEngine.open(directory);
        final Path link = Files.createSymbolicLink(parent.resolve("link"), directory);
        for (final Path same : new Path[] {directory, link, directory.resolve("../data")}) {
            final EngineException ex = assertThrows(EngineException.class, () -> LogEngine.open(same));
            assertTrue(ex.getMessage().contains("in this process"), ex.getMessage());
        }
        engine.close();
        LogEngine.open(link).close();
        engine.close();
    }

    @Test
    void shouldRefuseAnEngineInAnotherProcessEvenAfterASecondOneHereWasRefused() throws IOException {
        final Path directory = parent.resolve("data");
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("topic", 1);
            assertThrows(EngineException.class, () -> LogEngine.open(directory));
            assertThrows(EngineException.class, () -> LogEngine.open(directory));

            try (ChildJvm child = ChildJvm.start(PublishingMain.class, directory, parent.resolve("progress"), 1)) {
                final String line = child.awaitLine("Exception in thread \"main\"");
                assertTrue(line.contains("owned by another process"), line);
                assertTrue(line.contains("pid=" + ProcessHandle.current().pid()), line);
            }
        }
    }

    @Test
    void shouldOpenAtOnceWhenTheOwnerWasKilled() throws IOException {
        final Path directory = parent.resolve("data");
        final Path progress = parent.resolve("progress");
        try (ChildJvm child = ChildJvm.start(PublishingMain.class, directory, progress, 1, "segment.bytes=65536")) {
            child.awaitLine("publishing");
            final EngineException ex = assertThrows(EngineException.class, () -> LogEngine.open(directory));
            assertTrue(ex.getMessage().contains("pid=" + child.pid()), ex.getMessage());
            child.kill();
        }
        try (LogEngine engine = LogEngine.open(directory)) {
            assertEquals(1, engine.topics().list().size());
        }
    }

    @Test
    void shouldRefuseADirectoryThatIsNotOurs() throws IOException {
        final Path other = Files.createDirectory(parent.resolve("other"));
        Files.writeString(other.resolve("precious"), "data");
        final EngineException ex = assertThrows(EngineException.class, () -> LogEngine.open(other));
        assertTrue(ex.getMessage().contains("not a taffrail data directory"), ex.getMessage());
        assertThrows(EngineException.class, () -> LogEngine.open(other.resolve("precious")));
        assertEquals("data", Files.readString(other.resolve("precious")));
    }

    @Test
    void shouldClaimADirectoryThatAProcessWasKilledOverWhileItClaimedIt() throws Exception {
        final Path directory = Files.createDirectory(parent.resolve("claimed"));
        Files.writeString(directory.resolve(DirectoryMarker.NAME + ".4711-1.tmp"), "taffrail da");
        Files.createFile(directory.resolve(DirectoryLock.NAME));

        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("orders", 1);
        }

        DirectoryMarker.check(directory);
    }
}
