/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The tables of {@code docs/configuration.md} say what {@link SettingKeys} says: the same rows, in the same order, with
 * the same cells. When one of these fails, its message holds the table as it should be.
 */
class ConfigurationDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");

    @Test
    void shouldDescribeEveryTopicSetting() throws IOException {
        assertDescribed("## Topic settings", SettingKeys.TOPIC);
    }

    @Test
    void shouldDescribeEveryEngineSetting() throws IOException {
        assertDescribed("## Engine configuration", SettingKeys.ENGINE);
    }

    private static void assertDescribed(String heading, List<SettingDefinition> definitions) throws IOException {
        List<String> expected =
                definitions.stream().map(ConfigurationDocumentTest::row).toList();

        List<String> documented = rowsUnder(heading);

        assertEquals(
                String.join("\n", expected),
                String.join("\n", documented),
                "rows under \"" + heading + "\" in docs/configuration.md");
    }

    private static List<String> rowsUnder(String heading) throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .toList();
    }

    private static String row(SettingDefinition definition) {
        return "| "
                + String.join(
                        " | ",
                        "`" + definition.key() + "`",
                        definition.rule().typeName(),
                        "`" + definition.defaultValue() + "`",
                        definition.rule().validValues(),
                        definition.change().text(),
                        definition.meaning(),
                        definition.kafka())
                + " |";
    }
}
