/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Packets that were truncated, flipped, or made of anything at all. */
class PacketFuzzTest {
    /** Property: how many packets. */
    private static final String PACKETS = "taffrail.fuzz.packets";

    private static final int DEFAULT_PACKETS = 200_000;
    private static final int ROOM = 512;

    private final Heard heard = new Heard();
    private final MessageReader reader = new MessageReader(group -> heard);
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void shouldSurviveEveryPacket() {
        final int packets = Integer.getInteger(PACKETS, DEFAULT_PACKETS);
        for (int i = 0; i < packets; i++) {
            final Packet packet = new Packet(Envelopes.ANY, Envelope.LENGTH + ROOM);
            final MessageWriter writer = new MessageWriter(1, node -> packet);
            for (int message = 0; message < 4; message++) {
                new Speech(random.nextLong()).say(1, writer);
            }
            final byte[] said = new byte[packet.length() - Envelope.LENGTH];
            packet.buffer().getBytes(Envelope.LENGTH, said);
            final int length = damage(new UnsafeBuffer(said));

            final int handed = reader.read(1, new UnsafeBuffer(Arrays.copyOf(said, length)), 0, length);

            assertTrue(handed <= ROOM / 16, "handed " + handed);
            heard.lines.clear();
        }
        assertTrue(reader.malformed() > packets / 4, "malformed " + reader.malformed());
    }

    /** Damage what was said; how much of it arrives, and not a byte more can be read without an exception. */
    private int damage(final UnsafeBuffer bytes) {
        final int length = bytes.capacity();
        switch (random.nextInt(4)) {
            case 0 -> {
                return random.nextInt(length + 1);
            }
            case 1 -> bytes.putByte(random.nextInt(length), (byte) random.nextInt());
            case 2 -> bytes.putInt(random.nextInt(length - 4), random.nextInt());
            default -> random.nextBytes(bytes.byteArray());
        }
        return length;
    }
}
