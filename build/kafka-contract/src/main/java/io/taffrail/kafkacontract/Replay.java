/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import io.taffrail.kafkacontract.Transcript.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * A transcript, and what a target answered to its commands. Immutable.
 *
 * @param expected the transcript that was replayed.
 * @param actual the same commands with the target's answers.
 * @param failure why it ended early, null if it did not.
 */
public record Replay(Transcript expected, Transcript actual, RuntimeException failure) {
    /**
     * Whether the target answered as the transcript says.
     *
     * @return true if so.
     */
    public boolean isSame() {
        return failure == null && expected.steps().equals(actual.steps());
    }

    /**
     * Fail unless the target answered as the transcript says.
     *
     * @throws AssertionError with {@link #difference()}.
     */
    public void requireSame() {
        if (!isSame()) {
            throw new AssertionError(difference(), failure);
        }
    }

    /**
     * Where the answers differ, to be read by people: each such command, the lines that were expected and did not come with a
     * minus, those that came instead with a plus.
     *
     * @return empty if nothing differs.
     */
    public String difference() {
        if (isSame()) {
            return "";
        }
        final StringBuilder text =
                new StringBuilder("the answers differ, script=" + expected.name() + " (- expected, + actual)\n");
        final int played = actual.steps().size();
        for (int i = 0; i < played; i++) {
            append(text, expected.steps().get(i), actual.steps().get(i).answers());
        }
        if (failure != null) {
            final Step step = expected.steps().get(played);
            text.append("line ")
                    .append(step.line())
                    .append(": ")
                    .append(step.command())
                    .append('\n');
            text.append("  could not be sent: ").append(failure.getMessage()).append('\n');
        }
        return text.toString();
    }

    private static void append(final StringBuilder text, final Step step, final List<String> actual) {
        if (step.answers().equals(actual)) {
            return;
        }
        text.append("line ")
                .append(step.line())
                .append(": ")
                .append(step.command())
                .append('\n');
        // Lines may occur twice: each one that came stands for one that was expected.
        final List<String> left = new ArrayList<>(actual);
        for (final String line : step.answers()) {
            text.append(left.remove(line) ? "    " : "  - ").append(line).append('\n');
        }
        for (final String line : left) {
            text.append("  + ").append(line).append('\n');
        }
    }
}
