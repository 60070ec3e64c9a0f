/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.consumer.ConsumerConfig;
import io.taffrail.consumer.ConsumerKeys;
import io.taffrail.consumer.OffsetReset;
import io.taffrail.coordinator.CoordinatorConfig;
import io.taffrail.coordinator.CoordinatorKeys;
import io.taffrail.coordinator.TransactionKeys;
import io.taffrail.settings.SettingDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of consumers and their coordinator: the document holds every row, and wrong values are refused by name. */
class ClientConfigurationDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");

    @Test
    void shouldDescribeEverySettingOfAConsumer() throws IOException {
        assertEquals(rows(ConsumerKeys.CONSUMER), rowsUnder("## Consumer configuration"));
    }

    @Test
    void shouldDescribeEverySettingOfACoordinator() throws IOException {
        assertEquals(rows(CoordinatorKeys.COORDINATOR), rowsUnder("## Group coordinator configuration"));
    }

    @Test
    void shouldDescribeEverySettingOfATransactionalProducerAndItsCoordinator() throws IOException {
        assertEquals(rows(ProducerKeys.PRODUCER), rowsUnder("## Producer configuration"));
        assertEquals(rows(TransactionKeys.COORDINATOR), rowsUnder("## Transaction coordinator configuration"));
    }

    @Test
    void shouldTakeSettingsByKafkasNames() {
        final ConsumerConfig config = ConsumerConfig.of(Map.of(
                "group.id", "g",
                "partition.assignment.strategy", "range, sticky",
                "auto.offset.reset", "by_duration:PT90M"));

        assertEquals(List.of("range", "sticky"), config.assignors());
        assertEquals(OffsetReset.byDuration(Duration.ofMinutes(90)), config.offsetReset());
        assertEquals(
                ConsumerConfig.group("g")
                        .assignors("range", "sticky")
                        .offsetReset(config.offsetReset())
                        .build(),
                config);
    }

    @ParameterizedTest
    @CsvSource({
        "session.timeout.ms, 0, session.timeout.ms=0",
        "heartbeat.interval.ms, 45000, heartbeat.interval.ms=45000 must be",
        "auto.offset.reset, sometimes, auto.offset.reset=sometimes must be",
        "auto.offset.reset, by_duration:an hour, PT1H30M",
        "partition.assignment.strategy, random, random",
        "partition.assignment.strategy, 'range,cooperative-sticky', must not mix",
        "enable.auto.commit, perhaps, enable.auto.commit=perhaps",
        "group.idd, g, did you mean group.id?"
    })
    void shouldRefuseAWrongSettingByName(final String key, final String value, final String words) {
        final ConsumerConfig.Builder builder = ConsumerConfig.group("g").set(key, value);

        final String message =
                assertThrows(IllegalArgumentException.class, builder::build).getMessage();

        assertTrue(message.contains(words), message);
    }

    @Test
    void shouldRefuseLimitsThatContradictEachOther() {
        final String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> CoordinatorConfig.of(Map.of("group.max.session.timeout.ms", "10")))
                .getMessage();

        assertTrue(message.contains("group.min.session.timeout.ms=6000"), message);
    }

    private static String rows(final List<SettingDefinition> definitions) {
        return definitions.stream()
                .map(definition -> "| "
                        + String.join(
                                " | ",
                                "`" + definition.key() + "`",
                                definition.rule().typeName(),
                                definition.defaultValue().isEmpty() ? "" : "`" + definition.defaultValue() + "`",
                                definition.rule().validValues(),
                                definition.meaning(),
                                definition.kafka())
                        + " |")
                .collect(Collectors.joining("\n"));
    }

    private static String rowsUnder(final String heading) throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .collect(Collectors.joining("\n"));
    }
}
