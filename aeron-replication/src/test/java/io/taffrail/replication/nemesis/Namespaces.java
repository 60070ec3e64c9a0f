/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import io.taffrail.testsupport.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A network namespace for each node, and one with the bridge that connects them: the machine's own network is not
 * touched. Packets are lost and doubled in the bridge's namespace, where the kernel asks a {@link PacketFilter}; they are
 * delayed by its {@code netem}, which not every kernel has.
 *
 * <p>The names hold the id of this process. What a process left that is gone is removed by the next one.
 */
final class Namespaces implements Network {
    private static final Path ALL = Path.of("/run/netns");
    private static final String PREFIX = "taffrail-";
    private static final long OWN = ProcessHandle.current().pid();
    private static final String BRIDGE = PREFIX + OWN + "-bridge";
    private static final int PORT = 20_000;

    private final List<Integer> nodes;

    /** Make them; a test is skipped where it may not. */
    Namespaces(final List<Integer> nodes) throws IOException {
        this.nodes = nodes;
        remove(pid -> pid == OWN || ProcessHandle.of(pid).isEmpty());
        try {
            require("ip netns add " + BRIDGE);
            require("ip -n " + BRIDGE + " link add bridge type bridge");
            require("ip -n " + BRIDGE + " link set bridge up");
            nodes.forEach(Namespaces::connect);
        } catch (final TestAbortedException ex) {
            close();
            throw ex;
        }
    }

    private static void connect(final int node) {
        final String name = name(node);
        final String port = port(node);
        require("ip netns add " + name);
        require("ip -n " + BRIDGE + " link add " + port + " type veth peer name eth0 address "
                + PacketFilter.address(node) + " netns " + name);
        require("ip -n " + BRIDGE + " link set " + port + " master bridge up");
        require("ip -n " + name + " address add " + address(node) + "/24 dev eth0");
        require("ip -n " + name + " link set eth0 up");
        require("ip -n " + name + " link set lo up");
        require("tc -n " + BRIDGE + " qdisc add dev " + port + " clsact");
        require("nsenter --net=" + ALL.resolve(name) + " true");
    }

    @Override
    public Map<Integer, String> endpoints(final int node) {
        final Map<Integer, String> endpoints = new TreeMap<>();
        nodes.forEach(other -> endpoints.put(other, address(other) + ":" + PORT));
        return endpoints;
    }

    @Override
    public List<String> prefix(final int node) {
        return List.of("nsenter", "--net=" + ALL.resolve(name(node)));
    }

    @Override
    public void lose(final int from, final int to, final double part) throws IOException {
        filter(port(to) + " egress", from, PacketFilter.losing(from, part), "direct-action");
    }

    @Override
    public void duplicate(final double part) throws IOException {
        for (final int from : nodes) {
            for (final int to : nodes) {
                final String again = "action mirred egress mirror dev " + port(to);
                filter(port(from) + " ingress", to, PacketFilter.some(to, part), again);
            }
        }
    }

    @Override
    public void delay(final int maxMillis) throws IOException {
        final String half = maxMillis * 500L + "us"; // and as much more or less
        for (final int node : nodes) {
            tc("qdisc replace dev " + port(node) + " root netem limit 100000 delay " + half + " " + half);
        }
    }

    @Override
    public void heal() throws IOException {
        for (final int node : nodes) {
            tc("filter delete dev " + port(node) + " egress");
            tc("filter delete dev " + port(node) + " ingress");
            if (tc("qdisc show dev " + port(node)).contains("netem")) {
                tc("qdisc delete dev " + port(node) + " root");
            }
        }
    }

    @Override
    public long carried() {
        final String files = "cat /sys/class/net/node*/statistics/tx_packets";
        return sum("", "ip", "netns", "exec", BRIDGE, "sh", "-c", files);
    }

    @Override
    public long lost() {
        return sum("dropped ", "tc", "-n", BRIDGE, "-s", "qdisc", "show");
    }

    @Override
    public void close() throws IOException {
        remove(pid -> pid == OWN);
    }

    /** Those of some processes. A node that is still there holds its namespace, but not the name, until it ends. */
    private static void remove(final LongPredicate isToRemove) throws IOException {
        if (!Files.isDirectory(ALL)) {
            return;
        }
        try (Stream<Path> names = Files.list(ALL)) {
            for (final Path path : names.toList()) {
                final String name = path.getFileName().toString();
                if (name.matches(PREFIX + "\\d+-\\w+") && isToRemove.test(Long.parseLong(name.split("-")[1]))) {
                    final String wrong = Command.run("ip", "netns", "delete", name);
                    if (!wrong.isEmpty() && Files.exists(path)) { // another test may have been faster
                        throw new IOException(wrong);
                    }
                }
            }
        }
    }

    /** One for each node, in the place of the last. */
    private static void filter(final String where, final int node, final String program, final String what)
            throws IOException {
        final String replace =
                "tc -n " + BRIDGE + " filter replace dev " + where + " pref " + node + " handle 1 bpf bytecode";
        final Stream<String> command = Stream.of(replace.split(" "));
        Command.check(Stream.of(command, Stream.of(program), Stream.of(what.split(" "))) // a program has blanks in it
                .flatMap(words -> words)
                .toArray(String[]::new));
    }

    private static String tc(final String command) throws IOException {
        return Command.check(("tc -n " + BRIDGE + " " + command).split(" "));
    }

    private static void require(final String command) {
        Command.require("make network namespaces", command.split(" "));
    }

    /** The sum of the numbers that a command prints behind a word. */
    private static long sum(final String word, final String... command) {
        try {
            return Pattern.compile(word + "(\\d+)")
                    .matcher(Command.check(command))
                    .results()
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .sum();
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String name(final int node) {
        return PREFIX + OWN + "-" + node;
    }

    /** The bridge's end of the way to a node. */
    private static String port(final int node) {
        return "node" + node;
    }

    private static String address(final int node) {
        return "192.0.2." + node; // kept for documents
    }
}
