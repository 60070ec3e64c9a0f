/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelloTest {
    @Test
    void shouldPublishAndReadFromTheInstalledArtifacts(@TempDir final Path directory) {
        final PrintStream stdout = System.out;
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Hello.main(new String[] {directory.resolve("data").toString()});
        } finally {
            System.setOut(stdout);
        }
        assertEquals("0 hello, world", printed.toString(StandardCharsets.UTF_8).strip());
    }
}
