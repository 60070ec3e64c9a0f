/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
            final Packet packet = new Packet(ROOM);
            final MessageWriter writer = new MessageWriter(1, node -> packet);
            for (int message = 0; message < 4; message++) {
                new Speech(random.nextLong()).say(1, writer);
            }
            final int length = damage(packet);

            final int handed = reader.read(1, exactly(packet, length), 0, length);

            assertTrue(handed <= ROOM / 16, "handed " + handed);
            heard.lines.clear();
        }
        assertTrue(reader.malformed() > packets / 4, "malformed " + reader.malformed());
    }

    private int damage(final Packet packet) {
        final UnsafeBuffer bytes = packet.bytes();
        final int length = packet.length();
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

    /** A buffer that ends where the packet does: a read beyond it throws. */
    private static UnsafeBuffer exactly(final Packet packet, final int length) {
        final byte[] bytes = new byte[length];
        packet.buffer().getBytes(0, bytes);
        return new UnsafeBuffer(bytes);
    }
}
