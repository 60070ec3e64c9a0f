/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A line of a script: something that is done to a simulated cluster.
 *
 * @param verb      what.
 * @param arguments numbers of nodes, and others.
 */
record Command(Verb verb, List<Long> arguments) {
    Command {
        if (arguments.size() != verb.arguments()) {
            throw new IllegalArgumentException(verb.word() + " takes " + verb.arguments() + ", not " + arguments);
        }
    }

    static Command of(final Verb verb, final long... arguments) {
        return new Command(verb, Arrays.stream(arguments).boxed().toList());
    }

    /** Null where the first word is no verb. */
    static Command parse(final String line) {
        final String[] words = line.trim().split(" +");
        final Verb verb = Verb.of(words[0]);
        return verb == null
                ? null
                : new Command(
                        verb, Arrays.stream(words).skip(1).map(Long::valueOf).toList());
    }

    void applyTo(final SimulatedCluster cluster) {
        verb.apply(cluster, arguments.stream().mapToLong(Long::longValue).toArray());
    }

    @Override
    public String toString() {
        return arguments.stream().map(number -> " " + number).collect(Collectors.joining("", verb.word(), ""));
    }
}
