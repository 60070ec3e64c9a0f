/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

import io.taffrail.replication.raft.Role;
import java.util.List;
import java.util.function.Consumer;

/** Draws what is done to a cluster after each step, from a seed. */
final class FaultChooser {
    private static final int FEW = 4;
    private static final long LONGEST_PAUSE = 4 * SimulatedCluster.ELECTION_NS / SimulatedCluster.STEP_NS;

    private final List<SimulatedNode> nodes;
    private final Faults faults;
    private final Chance random;
    private final BadDay badDay;

    FaultChooser(final SimulatedCluster cluster, final Faults faults, final Chance random) {
        this.nodes = cluster.nodes();
        this.faults = faults;
        this.random = random;
        this.badDay = new BadDay(nodes, random);
    }

    /** Draw, and have it done at once. */
    void choose(final Consumer<Command> commands) {
        if (faults.has(FaultKind.BAD_DAYS)) {
            badDay.step(commands);
        }
        if (faults.has(FaultKind.PARTITIONS)) {
            partition(commands);
        }
        die(commands, any());
        bother(commands, any());
        if (random.oneIn(20)) {
            nodes.stream()
                    .filter(SimulatedNode::isStartable)
                    .findAny()
                    .ifPresent(node -> commands.accept(Command.of(Verb.START, node.number())));
        }
    }

    private void die(final Consumer<Command> commands, final SimulatedNode node) {
        if (faults.has(FaultKind.KILLS) && random.oneIn(60) && node.isUp()) {
            commands.accept(Command.of(Verb.KILL, node.number()));
        }
        if (faults.has(FaultKind.KILLS) && node.isUp() && isJustElected(node) && random.oneIn(4)) {
            commands.accept(Command.of(Verb.KILL, node.number()));
            commands.accept(Command.of(Verb.START, node.number()));
        }
        if (faults.has(FaultKind.POWER_LOSS) && random.oneIn(200)) {
            losePower(commands);
        }
        if (faults.has(FaultKind.BROKEN_DISKS) && random.oneIn(200) && node.isUp()) {
            commands.accept(Command.of(Verb.FAIL_DISK, node.number()));
        }
    }

    private void bother(final Consumer<Command> commands, final SimulatedNode node) {
        if (faults.has(FaultKind.PAUSES) && random.oneIn(60)) {
            commands.accept(Command.of(Verb.PAUSE, node.number(), random.below(LONGEST_PAUSE)));
        }
        if (faults.has(FaultKind.PURGES) && random.oneIn(40) && node.isUp()) {
            final long offset = random.below(node.member().highWatermark() + 1);
            commands.accept(Command.of(Verb.PURGE, node.number(), offset));
        }
        if (faults.has(FaultKind.TRANSFERS) && random.oneIn(60) && node.isLeader()) {
            commands.accept(Command.of(Verb.TRANSFER, node.number(), any().number()));
        }
        if (faults.has(FaultKind.RESIGNATIONS) && random.oneIn(80) && node.isLeader()) {
            commands.accept(Command.of(Verb.RESIGN, node.number()));
        }
        if (faults.has(FaultKind.FULL_DISKS) && random.oneIn(100)) {
            commands.accept(Command.of(random.oneIn(2) ? Verb.FILL_DISK : Verb.EMPTY_DISK, node.number()));
        }
    }

    private static boolean isJustElected(final SimulatedNode node) {
        final long ownRecords =
                node.log().endOffset() - node.log().endOfTerm(node.member().term() - 1);
        return node.member().role() == Role.CANDIDATE || node.isLeader() && ownRecords < FEW;
    }

    private void partition(final Consumer<Command> commands) {
        if (random.oneIn(40)) {
            final int one = any().number();
            final int other = any().number();
            commands.accept(Command.of(Verb.CUT, one, other));
            if (random.oneIn(2)) {
                commands.accept(Command.of(Verb.CUT, other, one));
            }
        } else if (random.oneIn(80)) {
            commands.accept(Command.of(Verb.ISOLATE, any().number()));
        } else if (random.oneIn(40)) {
            commands.accept(Command.of(Verb.HEAL));
        }
    }

    /** One node, or all of them at once: seldom where that ends the run, since nobody may be elected any more. */
    private void losePower(final Consumer<Command> commands) {
        if (random.oneIn(nodes.get(0).log().isSync() ? 4 : 60)) {
            nodes.forEach(node -> commands.accept(Command.of(Verb.LOSE_POWER, node.number())));
        } else {
            commands.accept(Command.of(Verb.LOSE_POWER, any().number()));
        }
    }

    private SimulatedNode any() {
        return nodes.get((int) random.below(nodes.size()));
    }
}
