/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Does harm to a cluster, as its seed draws it, and makes it good again. */
final class Nemesis {
    private static final int SHORT_MS = 150;
    private static final int LONG_MS = 2_500;
    private static final int REST_MS = 1_000;
    private static final double MAX_LOSS = 0.35;
    private static final double MAX_DOUBLED = 0.35;
    private static final int MAX_DELAY_MS = 100;
    private static final long YEAR_MS = TimeUnit.DAYS.toMillis(365);

    private final RealCluster cluster;
    private final Random random;
    private final List<Fault> kinds;
    private final List<Fault> round = new ArrayList<>();
    private final List<Fault> struck = new ArrayList<>();
    private final List<Process> pauses = new ArrayList<>();
    private final List<String> deeds = new ArrayList<>();
    private final long sinceNs = System.nanoTime();

    Nemesis(final RealCluster cluster, final Plan plan) {
        this.cluster = cluster;
        this.random = new Random(plan.seed());
        this.kinds = List.copyOf(new TreeSet<>(plan.faults()));
    }

    /** One fault, for a while; one in three is still there when the next comes. */
    void strike() throws IOException, InterruptedException {
        if (round.isEmpty()) {
            round.addAll(kinds);
            Collections.shuffle(round, random);
        }
        final Fault fault = round.remove(0);
        struck.add(fault);
        final int lastsMs = SHORT_MS + random.nextInt(LONG_MS);
        switch (fault) {
            case KILL -> kill();
            case PAUSE -> pause(lastsMs);
            case PARTITION -> part(true);
            case ONE_WAY -> part(false);
            case LOSS -> lose();
            case DELAY -> delay();
            case DUPLICATE -> duplicate();
            case FULL_DISK -> fill();
            case CLOCK -> jump();
            case POWER_LOSS -> cutPower();
        }
        Await.pass(lastsMs);
        if (random.nextInt(3) > 0 || fault == Fault.POWER_LOSS) {
            heal();
            Await.pass(random.nextInt(REST_MS));
        }
    }

    /** Make everything good again; all nodes run when this returns. */
    void heal() throws IOException, InterruptedException {
        cluster.network().heal();
        for (final Process pause : pauses) {
            pause.waitFor();
        }
        pauses.clear();
        for (final int node : cluster.nodes()) {
            cluster.home(node).makeRoom();
            if (!cluster.isRunning(node)) {
                cluster.start(node);
            }
        }
        for (final int node : cluster.nodes()) {
            cluster.jump(node, 0); // after its start, at which the others may have refused it for its clock
        }
        note("healed");
    }

    /** Stop the leader or a follower for so long that nobody waits for it; it has what it missed when this returns. */
    void pauseForLong(final boolean isLeader, final int millis) throws IOException, InterruptedException {
        Await.until(() -> "a leader", () -> cluster.leader() > 0);
        final int leader = cluster.leader();
        final int node = isLeader ? leader : leader % cluster.nodes().size() + 1;
        final List<Integer> others =
                cluster.nodes().stream().filter(other -> other != node).toList();
        final long before = highWatermark(others);
        note("pause " + (isLeader ? "leader " : "follower ") + node + " for " + millis + " ms");
        cluster.node(node).pause(millis).waitFor();
        final long after = highWatermark(others);
        note("pause over, highWatermark=" + before + " before and " + after + " behind it");
        if (after <= before) {
            throw new AssertionError("nothing was committed while node " + node + " stood still");
        }
        Await.until(
                () -> "node " + node + " has what it missed: "
                        + cluster.node(node).state(),
                () -> cluster.node(node).state().highWatermark() >= after);
        note("caught up");
    }

    private long highWatermark(final List<Integer> nodes) {
        return nodes.stream()
                .mapToLong(node -> cluster.node(node).state().highWatermark())
                .max()
                .orElseThrow();
    }

    /** The faults so far, in their order. */
    List<Fault> struck() {
        return List.copyOf(struck);
    }

    /** What was done, and when, in milliseconds. */
    List<String> deeds() {
        return List.copyOf(deeds);
    }

    private void kill() {
        final List<Integer> victims =
                random.nextInt(5) == 0 ? cluster.nodes() : random.nextInt(3) == 0 ? side() : List.of(one());
        note("kill " + victims);
        victims.stream().filter(cluster::isRunning).forEach(cluster::kill);
    }

    private void pause(final int millis) throws IOException {
        final List<Integer> victims = random.nextInt(3) == 0 ? side() : List.of(one());
        note("pause " + victims + " for " + millis + " ms");
        for (final int node : victims) {
            if (cluster.isRunning(node)) {
                pauses.add(cluster.node(node).pause(millis));
            }
        }
    }

    private void part(final boolean isBothWays) throws IOException {
        final List<Integer> side = side();
        final List<Integer> other =
                cluster.nodes().stream().filter(node -> !side.contains(node)).toList();
        final boolean isDeaf = random.nextBoolean();
        note(isBothWays ? "part " + side : side + (isDeaf ? " hears nobody" : " is heard by nobody"));
        for (final int one : side) {
            for (final int another : other) {
                if (isBothWays || !isDeaf) {
                    cluster.network().lose(one, another, 1);
                }
                if (isBothWays || isDeaf) {
                    cluster.network().lose(another, one, 1);
                }
            }
        }
    }

    private void lose() throws IOException {
        final double part = random.nextDouble() * MAX_LOSS;
        note("lose " + Math.round(part * 100) + " %");
        for (final int from : cluster.nodes()) {
            for (final int to : cluster.nodes()) {
                cluster.network().lose(from, to, part);
            }
        }
    }

    private void delay() throws IOException {
        final int millis = 1 + random.nextInt(MAX_DELAY_MS);
        note("delay up to " + millis + " ms");
        cluster.network().delay(millis);
    }

    private void duplicate() throws IOException {
        final double part = random.nextDouble() * MAX_DOUBLED;
        note("duplicate " + Math.round(part * 100) + " %");
        cluster.network().duplicate(part);
    }

    private void fill() throws IOException {
        final int node = one();
        note("fill the disk of " + node);
        cluster.home(node).fill();
    }

    private void jump() {
        final int node = one();
        final long millis = random.nextInt(4) == 0 ? 0 : (long) ((2 * random.nextDouble() - 1) * YEAR_MS);
        note("clock of " + node + " " + millis + " ms off");
        cluster.jump(node, millis);
    }

    /** Of one node, when all vote: a majority that has forgotten something does not elect any more. */
    private void cutPower() throws IOException, InterruptedException {
        heal();
        for (final int node : cluster.nodes()) {
            final ChildNode child = cluster.node(node);
            Await.until(() -> child + " votes", () -> child.state().isVoter());
        }
        final int node = one();
        note("cut the power of " + node);
        cluster.home(node).cut();
        cluster.killWithoutDisk(node);
        cluster.home(node).restart();
    }

    /** Half of the time the leader. */
    private int one() {
        final int leader = cluster.leader();
        final int any = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
        return random.nextBoolean() && leader > 0 ? leader : any;
    }

    /** Some, but not all; half of the time the leader alone. */
    private List<Integer> side() {
        if (random.nextBoolean()) {
            return List.of(one());
        }
        final List<Integer> nodes = new ArrayList<>(cluster.nodes());
        Collections.shuffle(nodes, random);
        return List.copyOf(nodes.subList(0, 1 + random.nextInt(nodes.size() - 1)));
    }

    private void note(final String deed) {
        deeds.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNs) + " " + deed);
    }
}
