/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.tools.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactCommandTest {
    private static final int RECORDS = 2_000;

    @TempDir
    Path temporary;

    private Shell shell;

    @BeforeEach
    void publish() {
        shell = new Shell(temporary.resolve("data"));
        try (LogEngine engine = LogEngine.open(shell.directory())) {
            engine.topics().create("plain", 1);
            engine.topics().create("prices", 2, Map.of("cleanup.policy", "compact", "segment.bytes", "65536"));
            try (Publisher publisher = engine.publisher("prices")) {
                for (int i = 0; i < RECORDS; i++) {
                    assertTrue(publisher.publish("key" + i % 20, i % 20 == 7 ? null : "value" + i) >= 0);
                }
            }
        }
    }

    @Test
    void shouldSayWhatItWouldDoAndDoIt() {
        final String before = look("verify", shell.directory());
        final String dry = shell.ok("log", "compact", "--topic", "prices", "--dry-run");
        assertTrue(dry.contains("dry run: nothing was changed"), dry);
        assertEquals(before, look("verify", shell.directory()));

        final String done = shell.ok("log", "compact", "--topic", "prices");

        assertEquals(dry.replace("dry run: nothing was changed\n", ""), done);
        assertTrue(done.lines().anyMatch(line -> line.matches("prices-[01] +[2-9] to 1 .* to .*")), done);
        final String after = look("verify", shell.directory());
        assertTrue(after.contains("sound: partitions=3"), after);
        assertFalse(after.equals(before));
        final String dump = look("dump", shell.directory().resolve("prices-0"));
        assertTrue(dump.contains("  compacted cleanOffset="), dump);
    }

    @Test
    void shouldPrintJsonOfOnePartition() {
        final String json = shell.ok("log", "compact", "--topic", "prices", "--partition", "1", "--json");

        assertEquals(1, json.lines().count(), json);
        assertTrue(json.startsWith("{\"topic\":\"prices\",\"partition\":1,\"dryRun\":false"), json);
        assertTrue(json.contains("\"whole\":true"), json);
    }

    @Test
    void shouldRefuseWhatIsNotCompactedOrNotThere() {
        assertEquals(2, compact("--topic", "plain"));
        assertTrue(shell.err().contains("topic is not compacted: topic=plain cleanup.policy=delete"), shell.err());
        assertEquals(2, compact("--topic", "price"));
        assertTrue(shell.err().contains("did you mean prices?"), shell.err());
        assertEquals(2, compact("--topic", "prices", "--partition", "2"));
        assertTrue(shell.err().contains("unknown partition"), shell.err());
    }

    private String look(final String command, final Path at) {
        assertEquals(0, shell.run("log", command, at.toString()), shell.err());
        return shell.out();
    }

    private int compact(final String... options) {
        final List<String> all = new ArrayList<>(
                List.of("log", "compact", "--dir", shell.directory().toString()));
        all.addAll(List.of(options));
        return shell.run(all.toArray(new String[0]));
    }

    @Test
    void shouldRefuseADirectoryThatIsInUse() {
        try (LogEngine engine = LogEngine.open(shell.directory())) {
            assertEquals(1, compact("--topic", "prices", "--dry-run"));
            assertTrue(shell.err().contains("close the other engine first"), shell.err());
            assertTrue(engine.hasTopic("prices"));
        }
    }
}
