/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import java.util.ArrayList;
import java.util.List;

/**
 * A script and the answers that belong to it, as text: one command a line, under it the answers, indented; comments begin with
 * {@code #}. Immutable.
 *
 * @param name of the script, without directory and suffix.
 * @param steps its commands in order.
 * @param end the comments and empty lines behind the last command.
 */
public record Transcript(String name, List<Step> steps, List<String> end) {
    private static final String INDENT = "  ";

    /**
     * One command with its answers.
     *
     * @param before the comments and empty lines in front of it.
     * @param line number of the command's line, from 1.
     * @param command the command as it is written.
     * @param answers the lines expected under it, without their indentation.
     */
    public record Step(List<String> before, int line, String command, List<String> answers) {}

    /**
     * Read a transcript.
     *
     * @param name of the script.
     * @param text what the file holds.
     * @return the transcript; its commands are not understood yet.
     * @throws IllegalArgumentException if an answer stands in front of the first command.
     */
    public static Transcript parse(final String name, final String text) {
        final List<Step> steps = new ArrayList<>();
        List<String> before = new ArrayList<>();
        int number = 0;
        for (final String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                before.add(line.strip());
            } else if (!Character.isWhitespace(line.charAt(0))) {
                steps.add(new Step(List.copyOf(before), number, line.strip(), new ArrayList<>()));
                before = new ArrayList<>();
            } else if (steps.isEmpty() || !before.isEmpty()) {
                throw new IllegalArgumentException("correct the script: an answer without a command above it, script="
                        + name + " line=" + number + " answer=" + line.strip());
            } else {
                steps.get(steps.size() - 1).answers().add(line.strip());
            }
        }
        return new Transcript(name, List.copyOf(steps), List.copyOf(before));
    }

    /**
     * The same script with other answers.
     *
     * @param answers those of each step.
     * @return a transcript that expects them.
     */
    Transcript with(final List<List<String>> answers) {
        final List<Step> changed = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            final Step step = steps.get(i);
            changed.add(new Step(step.before(), step.line(), step.command(), answers.get(i)));
        }
        return new Transcript(name, List.copyOf(changed), end);
    }

    /**
     * The transcript as text.
     *
     * @return what {@link #parse} reads.
     */
    public String text() {
        final StringBuilder text = new StringBuilder();
        for (final Step step : steps) {
            step.before().forEach(line -> text.append(line).append('\n'));
            text.append(step.command()).append('\n');
            step.answers().forEach(line -> text.append(INDENT).append(line).append('\n'));
        }
        end.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
