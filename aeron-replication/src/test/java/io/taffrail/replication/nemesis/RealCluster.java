/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import io.taffrail.engine.ErrorLog;
import io.taffrail.log.LogNotice;
import io.taffrail.replication.journal.NodeDirectory;
import io.taffrail.replication.raft.Standing;
import io.taffrail.replication.replica.RefusedPeerNotice;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Nodes in processes of their own, on a network that can be harmed. */
final class RealCluster implements AutoCloseable {
    private static final UUID CLUSTER = new UUID(0x7461_6666, 0x7261_696C);

    private final Plan plan;
    private final Path directory;
    private final Network network;
    private final Clocks clocks;
    private final List<Path> classes;
    private final Map<Integer, Home> homes = new TreeMap<>();
    private final Map<Integer, ChildNode> running = new TreeMap<>();
    private final int[] lives;
    private final List<String> errors = new ArrayList<>();

    RealCluster(final Path directory, final Plan plan) throws IOException {
        this.plan = plan;
        this.directory = directory;
        this.lives = new int[plan.nodes() + 1];
        this.clocks = new Clocks(directory);
        this.classes = Stream.concat(plan.classes().stream(), Stream.of(clocks.classes()))
                .toList();
        this.network = plan.arrangement().connect(nodes(), plan.seed());
        try {
            for (final int node : nodes()) {
                homes.put(node, Homes.make(directory.resolve("node-" + node), plan.faults()));
                NodeDirectory.format(new FileStorage(), dataOf(node), CLUSTER, node, Standing.VOTER);
            }
            nodes().forEach(this::start);
        } catch (final IOException | RuntimeException | AssertionError ex) {
            close();
            throw ex;
        }
    }

    /** All of them, running or not. */
    List<Integer> nodes() {
        return IntStream.rangeClosed(1, plan.nodes()).boxed().toList();
    }

    Network network() {
        return network;
    }

    Home home(final int node) {
        return homes.get(node);
    }

    /** Put the wall clock of a node forward or back, from the right time; it stays so when the node is started again. */
    void jump(final int node, final long millis) {
        clocks.jump(node, millis);
        if (isRunning(node)) {
            node(node).ask("clock " + millis);
        }
    }

    boolean isRunning(final int node) {
        return running.containsKey(node);
    }

    ChildNode node(final int node) {
        return running.get(node);
    }

    /** A node that says that it leads; -1 while none does. */
    int leader() {
        return running.entrySet().stream()
                .filter(entry -> entry.getValue().isLeading())
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElse(-1);
    }

    /** Begin another life of a node. */
    void start(final int node) {
        final Life life = new Life(
                node, lives[node]++, network.endpoints(node), dataOf(node), directory, history(node), plan.promise());
        try {
            running.put(node, new ChildNode(life, prefix(node), clocks.options(node), classes));
        } catch (final IOException ex) {
            throw new java.io.UncheckedIOException(ex);
        }
        running.get(node).awaitStarted();
    }

    void kill(final int node) {
        final ChildNode child = running.remove(node);
        child.kill();
        note(child, node);
    }

    /** Kill a node that has lost its disk: what it wrote there or says of it counts for nothing. */
    void killWithoutDisk(final int node) {
        running.remove(node).kill();
    }

    /** Let all nodes close and go. */
    void end() {
        for (final int node : nodes()) {
            final ChildNode child = running.remove(node);
            child.end();
            note(child, node);
        }
    }

    /** What went wrong in the nodes, other than what a fault must bring about. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    Path[] histories() {
        return nodes().stream().map(this::history).toArray(Path[]::new);
    }

    /** Where the engine of a node has its files. */
    Path engineOf(final int node) {
        return dataOf(node).resolve("data");
    }

    private Path dataOf(final int node) {
        return homes.get(node).directory().resolve("node");
    }

    private List<String> prefix(final int node) {
        return Stream.of(network.prefix(node), homes.get(node).prefix())
                .flatMap(List::stream)
                .toList();
    }

    private Path history(final int node) {
        return directory.resolve("history-" + node);
    }

    private void note(final ChildNode child, final int node) {
        child.strange().forEach(line -> errors.add(child + " said: " + line));
        if (Files.exists(engineOf(node).resolve("errors"))) {
            ErrorLog.read(engineOf(node)).stream()
                    .filter(entry -> !isExpected(entry.text()))
                    .forEach(entry -> errors.add(child + " logged: " + entry));
        }
    }

    /** What recovery tells that it did; that there was no room, where there was none; that a clock was wrong, if so. */
    private boolean isExpected(final String error) {
        final boolean wasFull = plan.faults().contains(Fault.FULL_DISK) && error.contains("No space left on device");
        final boolean wasOff = plan.faults().contains(Fault.CLOCK)
                && error.startsWith(RefusedPeerNotice.class.getName())
                && error.contains("wall clock");
        return wasFull || wasOff || error.startsWith(LogNotice.class.getName());
    }

    @Override
    public void close() throws IOException {
        for (final int node : List.copyOf(running.keySet())) {
            running.remove(node).kill();
        }
        network.close();
        for (final Home home : homes.values()) {
            home.close();
        }
    }
}
