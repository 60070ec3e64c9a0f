/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Understands the commands of a script about transactions, and shows answers in one line. The syntax is in docs/kafka-comparison.md. */
final class TransactionScript {
    private static final int DEFAULT_TIMEOUT_MS = 60_000;
    private static final String NONE = "-1";

    private final TransactionTarget target;
    private final ProducerNames names = new ProducerNames();

    TransactionScript(final TransactionTarget target) {
        this.target = target;
    }

    /** Understand one line; what it does is done later, and gives the lines that belong under it. */
    Supplier<List<String>> read(final String line) {
        final Words words = new Words(line);
        final String verb = words.next("verb");
        if ("wait".equals(verb)) {
            final long durationMs = words.longNumber(words.next("milliseconds"));
            words.end();
            return () -> {
                target.advance(durationMs);
                return List.of();
            };
        }
        final int times = words.number("times", 1);
        final ProducerRequest request = request(verb, words);
        words.end();
        return () -> {
            for (int i = 1; i < times; i++) {
                target.ask(request);
            }
            return List.of(text(target.ask(request)));
        };
    }

    private ProducerRequest request(final String verb, final Words words) {
        return switch (verb) {
            case "init" ->
                new ProducerRequest.Init(
                        words.text("id"),
                        words.number("timeout", DEFAULT_TIMEOUT_MS),
                        producer(words, words.text("producer", NONE)),
                        epoch(words, words.text("epoch", NONE)));
            case "add" ->
                new ProducerRequest.Add(
                        words.text("id"),
                        producer(words, words.text("producer")),
                        epoch(words, words.text("epoch")),
                        list(words, "partitions").map(words::partition).toList());
            case "commit", "abort" ->
                new ProducerRequest.End(
                        words.text("id"),
                        producer(words, words.text("producer")),
                        epoch(words, words.text("epoch")),
                        "commit".equals(verb));
            case "describe" -> new ProducerRequest.Describe(words.text("id"));
            case "list" ->
                new ProducerRequest.ListTransactions(list(words, "states").toList());
            default -> throw words.wrong("no such verb, verb=" + verb);
        };
    }

    private long producer(final Words words, final String text) {
        final Long id = names.id(text);
        return id == null ? words.longNumber(text) : id;
    }

    private static short epoch(final Words words, final String text) {
        return (short) words.number(text);
    }

    private static Stream<String> list(final Words words, final String key) {
        final List<String> list = words.list(key);
        return list == null ? Stream.empty() : list.stream();
    }

    private String text(final ProducerAnswer answer) {
        final StringBuilder line = new StringBuilder();
        if (answer instanceof final ProducerAnswer.Assigned assigned) {
            line.append(assigned.error());
            appendProducer(line, assigned.producerId(), assigned.epoch());
        } else if (answer instanceof final ProducerAnswer.Added added) {
            line.append(added.error());
        } else if (answer instanceof final ProducerAnswer.Described described) {
            line.append(described.error());
            if (!described.state().isEmpty()) {
                line.append(" state=").append(described.state());
                appendProducer(line, described.producerId(), described.epoch());
                line.append(" timeout=").append(described.timeoutMs());
                appendList(line, " partitions=", described.partitions().stream().map(AnswerText::show));
            }
        } else if (answer instanceof final ProducerAnswer.Listed listed) {
            line.append(listed.error());
            appendList(
                    line,
                    " ids=",
                    listed.transactions().stream()
                            .map(each ->
                                    each.transactionalId() + ":" + each.state() + ":" + names.name(each.producerId())));
        }
        return line.toString();
    }

    private void appendProducer(final StringBuilder line, final long producerId, final short epoch) {
        if (producerId >= 0) {
            line.append(" producer=")
                    .append(names.name(producerId))
                    .append(" epoch=")
                    .append(epoch);
        }
    }

    private static void appendList(final StringBuilder line, final String key, final Stream<String> elements) {
        final String joined = elements.sorted().collect(Collectors.joining(","));
        if (!joined.isEmpty()) {
            line.append(key).append(joined);
        }
    }
}
