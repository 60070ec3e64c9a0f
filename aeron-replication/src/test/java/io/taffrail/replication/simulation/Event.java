/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

/**
 * A command of a run.
 *
 * @param step    after which it is done, from 0.
 * @param command what is done.
 */
record Event(int step, Command command) {
    static Event parse(final String line) {
        final String[] words = line.trim().split(" +", 2);
        final Command command = words.length == 2 ? Command.parse(words[1]) : null;
        if (command == null) {
            throw new IllegalArgumentException("not a step and a command: " + line);
        }
        return new Event(Integer.parseInt(words[0]), command);
    }

    @Override
    public String toString() {
        return step + " " + command;
    }
}
