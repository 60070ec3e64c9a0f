/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.replication.raft.RaftConfig;
import io.taffrail.replication.raft.Role;
import io.taffrail.replication.raft.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A group of members on simulated nodes, one thread, all from one seed: a while with faults in which nothing wrong may
 * happen, then a while without them in which something right must.
 */
final class Simulation {
    static final long STEP_NS = 1_000_000;

    private static final int FAULTY_STEPS = 1_500;
    private static final int CALM_STEPS = 1_500;
    private static final long HEARTBEAT_NS = 5 * STEP_NS;
    private static final long ELECTION_NS = 30 * STEP_NS;
    private static final int SMALL = 3;
    private static final int LARGE = 5;
    private static final int FEW = 4;

    private final SeededRandom random;
    private final Faults faults;
    private final SimulatedNetwork network;
    private final Checker checker;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final BadDay badDay;
    private final World world;
    private long nowNs;
    private long nextValue = 1;

    private Simulation(final long seed, final Transcript transcript) {
        random = new SeededRandom(seed);
        faults = new Faults(random);
        final boolean isSync = random.oneIn(2);
        final int count = random.oneIn(3) ? LARGE : SMALL;
        network = new SimulatedNetwork(count, faults, random);
        checker = new Checker(count);
        badDay = new BadDay(nodes, network, random);
        world = new World(faults, network, checker, random, transcript);
        final List<Integer> voters = IntStream.range(0, count).boxed().toList();
        for (final int number : voters) {
            final RaftConfig config = new RaftConfig(number, voters, ELECTION_NS, HEARTBEAT_NS, ELECTION_NS);
            nodes.add(new SimulatedNode(config, isSync, world));
        }
    }

    /**
     * Run it.
     *
     * @param seed of everything.
     * @return what happened, the same for the same seed.
     * @throws BrokenPromise when something did that must not.
     */
    static Outcome run(final long seed) {
        return run(seed, Transcript.NONE);
    }

    /** The same, with a line for each thing that happens. */
    static Outcome run(final long seed, final Transcript transcript) {
        final Simulation simulation = new Simulation(seed, transcript);
        try {
            return simulation.run();
        } catch (final BrokenPromise ex) {
            throw new BrokenPromise("seed=" + seed + " at " + simulation.nowNs / STEP_NS + ": " + ex.getMessage());
        } catch (final RuntimeException | SuddenDeath ex) {
            throw new IllegalStateException("seed=" + seed + " at " + simulation.nowNs / STEP_NS, ex);
        }
    }

    private Outcome run() {
        world.time(nowNs);
        nodes.forEach(SimulatedNode::start);
        for (int i = 0; i < FAULTY_STEPS; i++) {
            step();
            breakSomething();
        }
        final boolean mayStandStill = isMajorityAmnesiac();
        mendEverything();
        for (int i = 0; i < CALM_STEPS; i++) {
            step();
        }
        final SimulatedNode leader =
                nodes.stream().filter(SimulatedNode::isLeader).findFirst().orElse(null);
        if (leader != null) {
            checker.atTheEnd(leader);
        }
        if (!mayStandStill) {
            requireProgress(leader);
        }
        return new Outcome(checker.acknowledged(), checker.committed(), nowNs, toString());
    }

    private void step() {
        nowNs += STEP_NS / 2 + random.below(STEP_NS);
        world.time(nowNs);
        for (final SimulatedNode node : nodes) {
            node.step();
            if (node.isLeader() && random.oneIn(3)) {
                node.publish(nextValue++);
            }
        }
    }

    private void requireProgress(final SimulatedNode leader) {
        if (leader == null) {
            throw new BrokenPromise("nobody leads although nothing is broken any more: " + this);
        }
        for (final SimulatedNode node : nodes) {
            if (node.log().endOffset() < leader.member().highWatermark() - CALM_STEPS / 10
                    || node.standing() != Standing.VOTER) {
                throw new BrokenPromise("left behind although nothing is broken any more: " + node + ", " + leader);
            }
        }
    }

    /** More members may have forgotten something than an election can do without: then it waits for a person. */
    private boolean isMajorityAmnesiac() {
        final long voters =
                nodes.stream().filter(node -> node.standing() == Standing.VOTER).count();
        return voters <= nodes.size() / 2;
    }

    private void mendEverything() {
        faults.end();
        network.heal();
        for (final SimulatedNode node : nodes) {
            node.pause(0);
            node.log().mend();
            if (!node.isUp()) {
                node.start();
            }
        }
    }

    private void breakSomething() {
        final SimulatedNode node = any();
        if (faults.hasBadDays) {
            badDay.step();
        }
        if (faults.hasPartitions) {
            partition();
        }
        if (faults.hasKills && random.oneIn(60) && node.isUp()) {
            node.kill();
        }
        if (faults.hasKills && node.isUp() && isJustElected(node) && random.oneIn(4)) {
            node.kill();
            node.start();
        }
        if (faults.hasPowerLoss && random.oneIn(200)) {
            losePower();
        }
        if (faults.hasPauses && random.oneIn(60)) {
            node.pause(nowNs + random.below(4 * ELECTION_NS));
        }
        if (faults.hasPurges && random.oneIn(40) && node.isUp()) {
            node.log().purge(random.below(node.member().highWatermark() + 1));
        }
        if (faults.hasTransfers && random.oneIn(60) && node.isLeader()) {
            node.replicator().transfer(SimulatedNode.GROUP, any().number());
        }
        if (faults.hasResignations && random.oneIn(80) && node.isLeader()) {
            node.member().resign();
        }
        if (faults.hasFullDisks && random.oneIn(100)) {
            node.log().full(random.oneIn(2));
        }
        if (faults.hasBrokenDisks && random.oneIn(200) && node.isUp()) {
            node.log().fail();
        }
        if (random.oneIn(20)) {
            nodes.stream().filter(SimulatedNode::isStartable).findAny().ifPresent(SimulatedNode::start);
        }
    }

    private static boolean isJustElected(final SimulatedNode node) {
        final long ownRecords =
                node.log().endOffset() - node.log().endOfTerm(node.member().term() - 1);
        return node.member().role() == Role.CANDIDATE || node.isLeader() && ownRecords < FEW;
    }

    private void partition() {
        if (random.oneIn(40)) {
            final int one = any().number();
            final int other = any().number();
            network.cut(one, other);
            if (random.oneIn(2)) {
                network.cut(other, one);
            }
        } else if (random.oneIn(80)) {
            network.isolate(any().number());
        } else if (random.oneIn(40)) {
            network.heal();
        }
    }

    /** One node, or all of them at once: seldom where that ends the run, since nobody may be elected any more. */
    private void losePower() {
        if (random.oneIn(nodes.get(0).log().isSync() ? 4 : 60)) {
            nodes.forEach(SimulatedNode::losePower);
        } else {
            any().losePower();
        }
    }

    private SimulatedNode any() {
        return nodes.get((int) random.below(nodes.size()));
    }

    @Override
    public String toString() {
        return nodes.toString();
    }

    /** What came of a run. */
    record Outcome(int acknowledged, long committed, long elapsedNs, String state) {}
}
