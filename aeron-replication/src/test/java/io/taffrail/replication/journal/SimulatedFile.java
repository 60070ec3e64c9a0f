/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The bytes of one file: as the page cache has them, as the last force left them, and every write in between. */
final class SimulatedFile {
    private byte[] present = new byte[0];
    private byte[] durable = new byte[0];
    private final List<Write> unforced = new ArrayList<>();

    /** A piece that may or may not be on the device. */
    private record Write(int position, byte[] bytes) {}

    SimulatedFile() {}

    /** A file all of which is durable. */
    SimulatedFile(final byte[] bytes) {
        present = bytes;
        durable = bytes.clone();
    }

    /** The same file, to go on independently. */
    SimulatedFile copy() {
        final SimulatedFile copy = new SimulatedFile(present.clone());
        copy.durable = durable.clone();
        copy.unforced.addAll(unforced);
        return copy;
    }

    byte[] bytes() {
        return present;
    }

    void write(final ByteBuffer source, final int length, final int position) {
        final byte[] bytes = new byte[length];
        source.get(bytes);
        store(bytes, position);
        unforced.add(new Write(position, bytes));
    }

    void force() {
        durable = present.clone();
        unforced.clear();
    }

    /** What the device may hold: the forced bytes, and any pieces of what was written since, in any order. */
    SimulatedFile afterPowerLoss(final Random random) {
        final int[] grains = {8, 512, 4096};
        final int grain = grains[random.nextInt(grains.length)];
        final double[] chances = {0, 1, 0.5, 0.9, random.nextDouble()};
        final double chance = chances[random.nextInt(chances.length)];
        final int first = random.nextInt(4) == 0 ? random.nextInt(present.length + 1) : 0;
        final SimulatedFile left = new SimulatedFile(durable.clone());
        for (final Write write : unforced) {
            final int end = write.position + write.bytes.length;
            for (int from = write.position; from < end; ) {
                final int to = Math.min(end, (from / grain + 1) * grain);
                if (from >= first && random.nextDouble() < chance) {
                    left.store(Arrays.copyOfRange(write.bytes, from - write.position, to - write.position), from);
                }
                from = to;
            }
        }
        left.force();
        return left;
    }

    private void store(final byte[] bytes, final int position) {
        if (present.length < position + bytes.length) {
            present = Arrays.copyOf(present, position + bytes.length);
        }
        System.arraycopy(bytes, 0, present, position, bytes.length);
    }
}
