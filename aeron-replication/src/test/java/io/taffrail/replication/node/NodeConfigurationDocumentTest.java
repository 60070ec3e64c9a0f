/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.taffrail.settings.SettingDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The tables of {@code docs/configuration.md} say what {@link NodeSettingKeys} says: the same rows, in the same order, with
 * the same cells. When one of these fails, its message holds the table as it should be.
 */
class NodeConfigurationDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");

    @Test
    void shouldDescribeEveryNodeSetting() throws IOException {
        assertDescribed("## Node configuration", "", NodeSettingKeys.NODE);
    }

    @Test
    void shouldDescribeEverySettingOfAReplicatedTopic() throws IOException {
        assertDescribed("## Replicated topics", TopicSection.PREFIX + "<name>.", NodeSettingKeys.TOPIC);
    }

    private static void assertDescribed(
            final String heading, final String prefix, final List<SettingDefinition> definitions) throws IOException {
        final List<String> expected =
                definitions.stream().map(definition -> row(prefix, definition)).toList();

        final List<String> documented = Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertEquals(
                String.join("\n", expected),
                String.join("\n", documented),
                "rows under \"" + heading + "\" in docs/configuration.md");
    }

    private static String row(final String prefix, final SettingDefinition definition) {
        final String defaultValue = definition.defaultValue();
        return "| "
                + String.join(
                        " | ",
                        "`" + prefix + definition.key() + "`",
                        definition.rule().typeName(),
                        defaultValue.isEmpty() ? "none" : "`" + defaultValue + "`",
                        definition.rule().validValues(),
                        definition.meaning(),
                        definition.kafka())
                + " |";
    }
}
