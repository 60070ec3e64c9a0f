/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Random histories of a group whose coordinator's log commits late and whose coordinator dies: members come, leave, fall
 * silent, change their minds and commit. Every request is answered at most once, all members of a generation are told the
 * same of it, nobody's commit is taken in a generation that is over, what was answered is never lost, and once nothing
 * happens any more all who live have their assignment. Offsets that were committed in a transaction are visible once it is
 * committed, never before and never if it is aborted, and are said to be unstable until then.
 *
 * <p>{@code -Dtaffrail.groups.seeds=100000} runs more, {@code -Dtaffrail.groups.seed=N} one again.
 */
class GroupSimulationTest {
    private static final int STEPS = 300;

    @Test
    void shouldKeepItsPromisesInAnyHistory() {
        final Long only = Long.getLong("taffrail.groups.seed");
        final long first = only == null ? System.nanoTime() : only;
        final int seeds = only == null ? Integer.getInteger("taffrail.groups.seeds", 2000) : 1;
        int crashes = 0;
        int generations = 0;
        int commits = 0;
        int aborts = 0;
        for (long seed = first; seed < first + seeds; seed++) {
            try {
                final SimulatedGroups groups = run(seed);
                crashes += groups.crashes();
                generations += groups.generations();
                commits += groups.ends(true);
                aborts += groups.ends(false);
            } catch (final RuntimeException | AssertionError ex) {
                throw new AssertionError("seed=" + seed + " (-Dtaffrail.groups.seed=" + seed + ")", ex);
            }
        }
        System.out.println("groups: seeds=" + seeds + " first=" + first + " generations=" + generations + " crashes="
                + crashes + " commits=" + commits + " aborts=" + aborts);
        if (only == null) {
            assertTrue(crashes > seeds / 2, "too few crashes to show anything");
            assertTrue(generations > seeds * 3, "too few generations to show anything");
            assertTrue(commits > seeds && aborts > seeds, "too few transactions to show anything");
        }
    }

    private static SimulatedGroups run(final long seed) {
        final Random random = new Random(seed);
        final SimulatedGroups groups = new SimulatedGroups(random);
        final List<SimulatedMember> members = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            members.add(new SimulatedMember(groups, "m" + i, random.nextInt(3) == 0));
        }
        final Set<SimulatedMember> silent = new HashSet<>();
        final int crashOneIn = random.nextBoolean() ? 40 : 100_000; // what is drawn once makes histories differ in kind
        final int silenceOneIn = random.nextBoolean() ? 30 : 100_000;
        for (int i = 0; i < STEPS; i++) {
            final SimulatedMember member = members.get(random.nextInt(members.size()));
            if (random.nextInt(crashOneIn) == 0) {
                groups.crash();
            } else if (random.nextInt(silenceOneIn) == 0) {
                silent.add(member);
            } else if (random.nextInt(4) == 0) {
                transact(groups, member, random);
            } else {
                step(member, silent, random);
            }
            groups.pass(random.nextInt(20) == 0 ? random.nextInt(200) : random.nextInt(10));
            if (random.nextInt(3) > 0) {
                groups.commitSome();
            }
            if (random.nextInt(20) == 0) {
                groups.checkOffsets();
            }
        }
        quiesce(groups, members, silent);
        return groups;
    }

    private static void step(final SimulatedMember member, final Set<SimulatedMember> silent, final Random random) {
        if (silent.contains(member)) {
            if (random.nextInt(10) == 0) {
                silent.remove(member);
                member.restart();
            }
            return;
        }
        switch (random.nextInt(30)) {
            case 0 -> member.leave();
            case 1 -> member.restart();
            case 2 -> member.change();
            case 3, 4, 5 -> member.commit(random.nextInt(SimulatedGroups.PARTITIONS));
            default -> member.step();
        }
    }

    private static void transact(final SimulatedGroups groups, final SimulatedMember member, final Random random) {
        final int partition = random.nextInt(SimulatedGroups.PARTITIONS);
        switch (random.nextInt(12)) {
            case 0 -> groups.deleteOffset(SimulatedGroups.partition(partition));
            case 1, 2, 3 -> groups.anyProducer().end(random.nextInt(3) > 0);
            default -> member.commit(partition, groups.anyProducer());
        }
    }

    /** The living go on, nobody disturbs them: in the end all have their place, and nobody else has. */
    private static void quiesce(
            final SimulatedGroups groups, final List<SimulatedMember> members, final Set<SimulatedMember> silent) {
        final List<SimulatedMember> living = new ArrayList<>(members);
        living.removeAll(silent);
        for (int i = 0; i < 400; i++) {
            living.forEach(SimulatedMember::step);
            groups.pass(5);
            groups.commitAll();
        }
        groups.producers().forEach(producer -> producer.end(true));
        groups.commitAll();
        groups.checkOffsets();
        assertTrue(groups.isStable(), "a transaction ended and left something pending");
        final Set<String> expected = new TreeSet<>();
        living.forEach(member -> {
            assertTrue(member.isSettled(), "not settled: member=" + member.memberId() + " " + groups.describe());
            expected.add(member.memberId());
        });
        final Set<String> found = new TreeSet<>();
        groups.describe().members().forEach(member -> found.add(member.memberId()));
        assertEquals(expected, found);
    }
}
