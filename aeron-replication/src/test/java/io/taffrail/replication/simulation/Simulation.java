/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.replication.raft.Standing;
import java.util.ArrayList;
import java.util.List;

/**
 * A group of members on simulated nodes, one thread, all from one seed: a while with faults in which nothing wrong may
 * happen, then a while without them in which something right must.
 */
final class Simulation {
    private static final int FAULTY_STEPS = 1_500;
    private static final int CALM_STEPS = 1_500;
    private static final int SMALL = 3;
    private static final int LARGE = 5;

    private final long seed;
    private final SeededRandom random;
    private final Faults faults;
    private final Checker checker;
    private final SimulatedCluster cluster;
    private final FaultChooser chooser;
    private final List<Event> done = new ArrayList<>();
    private int steps;
    private long nextValue = 1;

    private Simulation(final long seed, final Transcript transcript) {
        this.seed = seed;
        final SeededRandom setUp = new SeededRandom(seed);
        random = new SeededRandom(seed);
        faults = Faults.drawn(setUp);
        final boolean isSync = setUp.oneIn(2);
        final int count = setUp.oneIn(3) ? LARGE : SMALL;
        checker = new Checker(count);
        final SimulatedNetwork network = new SimulatedNetwork(count, faults, random);
        cluster = new SimulatedCluster(count, isSync, new World(faults, network, checker, random, transcript));
        chooser = new FaultChooser(cluster, faults, setUp);
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
        return new Simulation(seed, transcript).run(FAULTY_STEPS, List.of(), true);
    }

    /** Run it with faults that are given. */
    static Outcome run(final Scenario scenario, final Transcript transcript) {
        final Simulation simulation = new Simulation(scenario.seed(), transcript);
        simulation.faults.keep(scenario.kinds());
        return simulation.run(scenario.steps(), scenario.events(), false);
    }

    /** Run it, and give back what was done to it; null where no promise is broken. */
    static Scenario record(final long seed) {
        final Simulation simulation = new Simulation(seed, Transcript.NONE);
        final var kinds = simulation.faults.kinds();
        try {
            simulation.run(FAULTY_STEPS, List.of(), true);
            return null;
        } catch (final BrokenPromise ex) {
            return new Scenario(seed, kinds, Math.min(simulation.steps, FAULTY_STEPS), simulation.done);
        }
    }

    private Outcome run(final int faultySteps, final List<Event> events, final boolean isDrawn) {
        try {
            return runUnnamed(faultySteps, events, isDrawn);
        } catch (final BrokenPromise | RuntimeException | SuddenDeath ex) {
            throw new BrokenPromise("seed=" + seed + " after " + steps + " steps", ex);
        }
    }

    private Outcome runUnnamed(final int faultySteps, final List<Event> events, final boolean isDrawn) {
        cluster.nodes().forEach(SimulatedNode::start);
        int next = 0;
        for (int i = 0; i < faultySteps; i++) {
            step();
            if (isDrawn) {
                chooser.choose(this::act);
            }
            for (; next < events.size() && events.get(next).step() <= i; next++) {
                act(events.get(next).command());
            }
        }
        final boolean mayStandStill = cluster.isMajorityAmnesiac();
        cluster.mend();
        for (int i = 0; i < CALM_STEPS; i++) {
            step();
        }
        final SimulatedNode leader = cluster.leader();
        if (leader != null) {
            checker.atTheEnd(leader);
        }
        if (!mayStandStill) {
            requireProgress(leader);
        }
        return new Outcome(checker.acknowledged(), checker.committed(), cluster.nowNs(), cluster.toString());
    }

    private void act(final Command command) {
        done.add(new Event(steps - 1, command));
        command.applyTo(cluster);
    }

    private void step() {
        steps++;
        random.turn(steps, cluster.nodes().size());
        cluster.pass(SimulatedCluster.STEP_NS / 2 + random.below(SimulatedCluster.STEP_NS));
        for (final SimulatedNode node : cluster.nodes()) {
            random.turn(steps, node.number());
            node.step();
            if (node.isLeader() && random.oneIn(3)) {
                node.publish(nextValue++);
            }
        }
    }

    private void requireProgress(final SimulatedNode leader) {
        if (leader == null) {
            throw new BrokenPromise(Promise.PROGRESS, "nobody leads although nothing is broken any more: " + cluster);
        }
        for (final SimulatedNode node : cluster.nodes()) {
            if (node.log().endOffset() < leader.member().highWatermark() - CALM_STEPS / 10
                    || node.standing() != Standing.VOTER) {
                throw new BrokenPromise(
                        Promise.PROGRESS, "left behind although nothing is broken any more: " + node + ", " + leader);
            }
        }
    }

    /** What came of a run. */
    record Outcome(int acknowledged, long committed, long elapsedNs, String state) {}
}
