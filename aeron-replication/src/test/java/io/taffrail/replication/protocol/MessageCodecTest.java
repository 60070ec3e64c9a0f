/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
    private static final int PEER = 2;
    private static final long GROUP = 77;
    private static final int MESSAGES = 10_000;

    private final Packet packet = new Packet(Envelopes.ANY, 1_000);
    private final MessageWriter writer = new MessageWriter(GROUP, node -> packet);
    private final Heard heard = new Heard();
    private final MessageReader reader = new MessageReader(group -> group == GROUP ? heard : null);

    @Test
    void shouldHandOverWhatWasSaid() {
        final Heard expected = new Heard();
        for (int i = 0; i < MESSAGES; i++) {
            new Speech(i).say(PEER, expected);
            new Speech(i).say(PEER, writer);
            if (i % 7 == 0) {
                send();
            }
        }
        send();

        assertEquals(expected.lines, heard.lines);
        assertEquals(0, reader.malformed());
        assertEquals(0, writer.dropped());
    }

    @Test
    void shouldDropWhatDoesNotFitAndCountIt() {
        for (int i = 0; i < 100; i++) {
            writer.heartbeat(PEER, 1, i);
        }
        assertTrue(packet.length() <= 1_000);
        send();

        assertEquals(100, heard.lines.size() + writer.dropped());
        assertEquals("heartbeat 2 1 0", heard.lines.get(0));
    }

    @Test
    void shouldPassOverGroupsThatAreNotHere() {
        new MessageWriter(GROUP + 1, node -> packet).heartbeat(PEER, 1, 1);
        writer.heartbeat(PEER, 1, 2);
        send();

        assertEquals(List.of("heartbeat 2 1 2"), heard.lines);
        assertEquals(1, reader.foreign());
    }

    @Test
    void shouldReadMessagesThatLaterVersionsMadeLonger() {
        writer.timeoutNow(PEER, 5);
        final int said = packet.length() - Envelope.LENGTH;
        final int longer = said + 4;
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[longer]);
        bytes.putBytes(0, packet.buffer(), Envelope.LENGTH, said);
        bytes.putInt(0, longer - 4);
        bytes.putShort(4, (short) (bytes.getShort(4) + 4));
        bytes.putShort(10, (short) 9);

        assertEquals(1, reader.read(PEER, bytes, 0, longer));
        assertEquals(List.of("timeoutNow 2 5"), heard.lines);
    }

    @Test
    void shouldPassOverMessagesThatLaterVersionsAdded() {
        writer.timeoutNow(PEER, 5);
        packet.bytes().putShort(Envelope.LENGTH + 6, (short) 99);
        packet.bytes().putShort(Envelope.LENGTH + 10, (short) 9);
        writer.timeoutNow(PEER, 6);
        send();

        assertEquals(List.of("timeoutNow 2 6"), heard.lines);
        assertEquals(0, reader.malformed());
    }

    @Test
    void shouldNotBelieveNonsense() {
        final List<Runnable> nonsense = new ArrayList<>();
        nonsense.add(() -> writer.heartbeat(PEER, 0, 1));
        nonsense.add(() -> writer.heartbeat(PEER, 1, -1));
        nonsense.add(() -> writer.status(PEER, 3, true, 4, 10, 10));
        nonsense.add(() -> writer.status(PEER, 3, true, 2, 10, 11));
        nonsense.add(() -> writer.diverged(PEER, 3, 2, 11, 2, 10));
        nonsense.add(() -> writer.voteRequest(PEER, 3, 3, 10, io.taffrail.replication.raft.Ballot.VOTE));
        nonsense.add(() -> writer.reset(PEER, -3, 3, 2, 10));
        nonsense.forEach(Runnable::run);
        send();

        assertEquals(List.of(), heard.lines);
        assertEquals(nonsense.size(), reader.malformed());
    }

    private void send() {
        reader.read(PEER, packet.buffer(), Envelope.LENGTH, packet.length() - Envelope.LENGTH);
        packet.clear();
    }
}
