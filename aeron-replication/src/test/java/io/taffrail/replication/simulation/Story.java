/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A few commands to a cluster in which nothing is left to chance, and what comes of them, line by line. Besides the words of
 * {@link Verb} a script has
 *
 * <pre>
 *   cluster N [sync]            N nodes, all down; with sync only what was forced counts as held
 *   history N TERM TERMS...     what a node has noted, and the terms of its records
 *   start-all
 *   run STEPS
 *   load STEPS                  the same, and whoever leads publishes in each
 *   publish N [COUNT]           a publisher at a node appends records
 *   elect N                     its timeout is over, and it leads
 *   await WHAT ...              committed OFFSET (everywhere), voter N
 *   quiet, loud                 nothing is told, but what is shown
 *   show
 * </pre>
 *
 * What a node says again and again is told once.
 */
final class Story {
    static final String BROKEN = "BROKEN PROMISE ";

    private static final String OUTPUT = "----";
    private static final String COMMENT = "#";
    private static final int PATIENCE = 1_000;
    private static final int FIRST_VALUE = 100; // small ones, for a while

    private final List<String> told = new ArrayList<>();
    private final Map<String, String> lastSaid = new HashMap<>();
    private SimulatedCluster cluster;
    private Checker checker;
    private long nextValue = FIRST_VALUE;
    private boolean isQuiet;

    private Story() {}

    /**
     * Tell a story again.
     *
     * @param text comments, commands, and below each few commands a line of dashes and what came of them, up to an empty line.
     * @return the same text with what comes of them now; it ends where a promise is broken.
     */
    static String retell(final String text) {
        final Story story = new Story();
        final StringBuilder out = new StringBuilder();
        final List<String> commands = new ArrayList<>();
        boolean isOutput = false;
        for (final String line : text.lines().toList()) {
            isOutput &= !line.isEmpty();
            if (isOutput) {
                continue;
            }
            out.append(line).append('\n');
            if (line.equals(OUTPUT)) {
                isOutput = true;
                final boolean isKept = story.execute(commands);
                story.told.forEach(next -> out.append(next).append('\n'));
                commands.clear();
                if (!isKept) {
                    break;
                }
            } else if (!line.isEmpty() && !line.startsWith(COMMENT)) {
                commands.add(line);
            }
        }
        return out.toString();
    }

    private boolean execute(final List<String> commands) {
        told.clear();
        try {
            commands.forEach(this::execute);
            return true;
        } catch (final BrokenPromise ex) {
            told.add(BROKEN + ex.promise() + ": " + ex.getMessage());
            return false;
        }
    }

    private void execute(final String line) {
        final Command command = Command.parse(line);
        if (command != null) {
            command.applyTo(cluster);
            return;
        }
        final String[] words = line.split(" +");
        switch (words[0]) {
            case "cluster" -> begin(Integer.parseInt(words[1]), words.length > 2 && words[2].equals("sync"));
            case "history" -> cluster.node(number(words, 1)).inherit(number(words, 2), terms(words));
            case "start-all" -> cluster.nodes().forEach(SimulatedNode::startIfDown);
            case "run" -> repeat(number(words, 1), this::step);
            case "load" -> repeat(number(words, 1), this::stepAndPublish);
            case "publish" -> repeat(words.length > 2 ? number(words, 2) : 1, () -> publish(number(words, 1)));
            case "elect" -> elect(number(words, 1));
            case "await" -> await(line, condition(words));
            case "quiet" -> isQuiet = true;
            case "loud" -> isQuiet = false;
            case "show" -> show();
            default -> throw new IllegalArgumentException("no such command: " + line);
        }
    }

    private static int number(final String[] words, final int at) {
        return Integer.parseInt(words[at]);
    }

    private static List<Integer> terms(final String[] words) {
        return Arrays.stream(words).skip(3).map(Integer::valueOf).toList();
    }

    private static void repeat(final int times, final Runnable what) {
        for (int i = 0; i < times; i++) {
            what.run();
        }
    }

    private void begin(final int nodes, final boolean isSync) {
        final Faults faults = Faults.none();
        checker = new Checker(nodes);
        final SimulatedNetwork network = new SimulatedNetwork(nodes, faults, Chance.NONE);
        final Transcript transcript = new Transcript(this::tell);
        cluster = new SimulatedCluster(nodes, isSync, new World(faults, network, checker, Chance.NONE, transcript));
        cluster.nodes().forEach(node -> node.log().singleRecords());
    }

    /** What is said once more in the same words is left out; what is said of something stands before a colon. */
    private void tell(final String line) {
        if (isQuiet) {
            return;
        }
        final String said = line.substring(line.indexOf("node"));
        final int colon = said.indexOf(':');
        final boolean isNew = colon < 0 || !said.equals(lastSaid.put(said.substring(0, colon), said));
        if (isNew) {
            told.add(line);
        }
    }

    private void step() {
        cluster.pass(SimulatedCluster.STEP_NS);
        cluster.nodes().forEach(SimulatedNode::step);
    }

    private void stepAndPublish() {
        step();
        if (cluster.leader() != null) {
            cluster.leader().publish(nextValue++);
        }
    }

    private void publish(final int node) {
        cluster.node(node).publish(nextValue++);
    }

    private void elect(final int node) {
        if (!cluster.node(node).isLeader()) {
            cluster.node(node).timeOut();
        }
        await("elect " + node, () -> cluster.node(node).isLeader());
    }

    private BooleanSupplier condition(final String... words) {
        final int number = number(words, 2);
        return switch (words[1]) {
            case "voter" -> () -> cluster.node(number).isVoter();
            case "committed" ->
                () -> cluster.nodes().stream()
                        .allMatch(node -> !node.isUp() || node.member().highWatermark() >= number);
            default -> throw new IllegalArgumentException("cannot await " + words[1]);
        };
    }

    private void await(final String what, final BooleanSupplier condition) {
        for (int i = 0; !condition.getAsBoolean(); i++) {
            if (i == PATIENCE) {
                throw new BrokenPromise(Promise.PROGRESS, "in vain: " + what + ", " + cluster);
            }
            step();
        }
    }

    /** All nodes; and that a leader, if there is one that the others would elect, has all that was acknowledged. */
    private void show() {
        cluster.nodes().forEach(node -> told.add(node.picture()));
        told.add(String.format(Locale.ROOT, "acknowledged: %d", checker.acknowledged()));
        checker.requireAcknowledged();
    }
}
