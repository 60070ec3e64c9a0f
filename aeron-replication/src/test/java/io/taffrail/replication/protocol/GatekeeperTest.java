/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Who is let in, and what is said of those who are not. */
class GatekeeperTest {
    private static final UUID ID = new UUID(7, 4);
    private static final Cluster CLUSTER = new Cluster(ID, "secret");
    private static final int SELF = 1;
    private static final int PEER = 2;
    private static final int OTHER_PEER = 3;
    private static final UUID DIRECTORY = new UUID(1, PEER);
    private static final int STEPS = 200_000;

    private final Map<Integer, UUID> known = new HashMap<>();
    private long nowMs = TimeUnit.DAYS.toMillis(20_000);
    private final List<String> reports = new ArrayList<>();
    private final Gatekeeper gatekeeper = new Gatekeeper(
            CLUSTER,
            SELF,
            List.of(PEER, OTHER_PEER),
            (node, directory) -> directory.equals(known.computeIfAbsent(node, none -> directory)),
            () -> nowMs,
            (node, refusal) -> reports.add(node + " " + refusal));

    @Test
    void shouldAdmitANodeOfItsCluster() {
        assertTrue(admit(PEER, from(PEER, 1)));
        assertTrue(admit(PEER, from(PEER, 1)));
        assertTrue(admit(OTHER_PEER, from(OTHER_PEER, 5)));
        assertEquals(0, gatekeeper.refused());
        assertEquals(List.of(), reports);
    }

    @Test
    void shouldAdmitAFrameWhereverItStandsInItsBuffer() {
        final UnsafeBuffer frame = from(PEER, 1);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[13 + Envelope.LENGTH]);
        buffer.putBytes(13, frame, 0, Envelope.LENGTH);

        assertTrue(gatekeeper.admit(PEER, buffer, 13, Envelope.LENGTH));
    }

    @Test
    void shouldRefuseForeignBytes() {
        final UnsafeBuffer frame = from(PEER, 1);
        final UnsafeBuffer otherMagic = from(PEER, 1);
        otherMagic.putByte(0, (byte) ~otherMagic.getByte(0));

        for (int length = 0; length < Envelope.LENGTH; length++) {
            assertFalse(gatekeeper.admit(PEER, new UnsafeBuffer(Arrays.copyOf(frame.byteArray(), length)), 0, length));
        }
        assertFalse(admit(PEER, otherMagic));
        assertFalse(admit(SELF, from(SELF, 1)), "this node itself");
        assertFalse(admit(9, from(9, 1)), "no node of the cluster");

        assertRefused(Refusal.FOREIGN_BYTES, Envelope.LENGTH + 3);
    }

    @Test
    void shouldRefuseANodeWhoseClockIsFarOffWhenOneOfThemStarts() {
        for (final long day : new long[] {-365, 365}) {
            assertFalse(admit(PEER, at(from(PEER, 1), nowMs + TimeUnit.DAYS.toMillis(day))));
        }
        assertRefused(Refusal.CLOCKS_APART, 2);
        assertTrue(admit(PEER, at(from(PEER, 1), nowMs + TimeUnit.MINUTES.toMillis(59))), "set meanwhile");
    }

    @Test
    void shouldGoOnWithANodeWhoseClockIsSetMeanwhile() {
        assertTrue(admit(PEER, from(PEER, 1)), "records do not say the time");
        assertTrue(admit(PEER, at(from(PEER, 1), nowMs)));
        nowMs += TimeUnit.DAYS.toMillis(365);

        assertTrue(admit(PEER, at(from(PEER, 1), nowMs - TimeUnit.DAYS.toMillis(365))));
        assertFalse(admit(PEER, at(from(PEER, 2), nowMs - TimeUnit.DAYS.toMillis(365))), "started again");
    }

    @Test
    void shouldRefuseAnotherVersion() {
        final UnsafeBuffer frame = from(PEER, 1);
        frame.putByte(io.taffrail.codecs.cluster.EnvelopeEncoder.protocolVersionEncodingOffset(), (byte) 2);

        assertFalse(admit(PEER, frame));
        assertFalse(admit(PEER, frame));

        assertRefused(Refusal.OTHER_VERSION, 2);
    }

    @Test
    void shouldRefuseAnotherNodeThanTheTransportNames() {
        assertFalse(admit(PEER, from(OTHER_PEER, 1)));
        assertFalse(admit(PEER, envelope(CLUSTER, new Sender(PEER, DIRECTORY, 1), OTHER_PEER)), "not for this one");

        assertRefused(Refusal.WRONG_NODE, 2);
    }

    @Test
    void shouldRefuseAnotherCluster() {
        assertFalse(admit(PEER, envelope(new Cluster(new UUID(7, 5), "secret"), new Sender(PEER, DIRECTORY, 1), SELF)));
        assertFalse(admit(PEER, envelope(new Cluster(new UUID(8, 4), "secret"), new Sender(PEER, DIRECTORY, 1), SELF)));

        assertRefused(Refusal.OTHER_CLUSTER, 2);
    }

    @Test
    void shouldRefuseAnotherSecret() {
        assertFalse(admit(PEER, envelope(new Cluster(ID, "Secret"), new Sender(PEER, DIRECTORY, 1), SELF)));
        assertFalse(admit(PEER, envelope(new Cluster(ID, ""), new Sender(PEER, DIRECTORY, 1), SELF)));

        assertRefused(Refusal.WRONG_SECRET, 2);
        assertTrue(known.isEmpty(), "its directory is not taken for known");
    }

    @Test
    void shouldRefuseATokenThatWasMadeForSomethingElse() {
        assertTrue(admit(PEER, from(PEER, 3)));
        final UnsafeBuffer frame = from(PEER, 3);
        final int first = io.taffrail.codecs.cluster.EnvelopeEncoder.directoryHighEncodingOffset();
        final int limit = io.taffrail.codecs.cluster.EnvelopeEncoder.timestampEncodingOffset();

        for (int at = first; at < limit; at++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                final UnsafeBuffer forged = new UnsafeBuffer(frame.byteArray().clone());
                forged.putByte(at, (byte) (forged.getByte(at) ^ 1 << bit));
                assertFalse(admit(PEER, forged), "at=" + at + " bit=" + bit);
            }
        }

        assertEquals((limit - first) * Byte.SIZE, gatekeeper.refused(Refusal.WRONG_SECRET));
        assertTrue(admit(PEER, frame), "the sound one still is");
    }

    @Test
    void shouldRefuseAnotherDirectory() {
        assertTrue(admit(PEER, from(PEER, 1)));

        assertFalse(admit(PEER, envelope(CLUSTER, new Sender(PEER, new UUID(1, 99), 1), SELF)));
        assertFalse(admit(PEER, envelope(CLUSTER, new Sender(PEER, new UUID(1, 99), 2), SELF)), "formatted anew");

        assertRefused(Refusal.OTHER_DIRECTORY, 2);
        assertTrue(admit(PEER, from(PEER, 1)), "the old one is still heard");
    }

    @Test
    void shouldRefuseWhatAnEarlierProcessSent() {
        assertTrue(admit(PEER, from(PEER, 1)));
        assertTrue(admit(PEER, from(PEER, 2)));

        assertFalse(admit(PEER, from(PEER, 1)));
        assertFalse(admit(PEER, from(PEER, 1)));
        assertTrue(admit(PEER, from(PEER, 2)));

        assertEquals(2, gatekeeper.refused(Refusal.EARLIER_INCARNATION));
        assertEquals(0, gatekeeper.refused(), "nothing to worry about");
        assertEquals(List.of(PEER + " EARLIER_INCARNATION"), reports);

        assertTrue(admit(PEER, from(PEER, 3)));
        assertFalse(admit(PEER, from(PEER, 2)));
        assertEquals(2, reports.size(), "said again after another start");
    }

    @Test
    void shouldReportOnceForEachNodeAndReason() {
        final UnsafeBuffer foreign = new UnsafeBuffer(new byte[Envelope.LENGTH]);
        for (int i = 0; i < 10; i++) {
            admit(PEER, foreign);
            admit(PEER, from(OTHER_PEER, 1));
            admit(OTHER_PEER, foreign);
        }

        assertEquals(List.of(PEER + " FOREIGN_BYTES", PEER + " WRONG_NODE", OTHER_PEER + " FOREIGN_BYTES"), reports);
        assertEquals(20, gatekeeper.refused(Refusal.FOREIGN_BYTES));
        assertEquals(30, gatekeeper.refused());
    }

    @Test
    void shouldAdmitNoRandomBytes() {
        final long seed = 3;
        final SplittableRandom random = new SplittableRandom(seed);
        final byte[] sound = from(PEER, 2).byteArray();
        assertTrue(admit(PEER, from(PEER, 2)));
        for (int i = 0; i < 20_000; i++) {
            final byte[] bytes = sound.clone();
            final int at = random.nextInt(bytes.length);
            bytes[at] = (byte) (bytes[at] + 1 + random.nextInt(255));

            final boolean isAdmitted = admit(PEER, new UnsafeBuffer(bytes));

            assertTrue(!isAdmitted || isUnread(at), "seed=" + seed + " frame=" + i + " at=" + at);
        }
    }

    /** Whether a byte of the envelope stands between its fields. */
    private boolean isUnread(final int at) {
        final byte[] said = new byte[Envelope.LENGTH];
        Arrays.fill(said, (byte) 1);
        final UnsafeBuffer buffer = new UnsafeBuffer(said);
        new Envelope(CLUSTER, new Sender(PEER, DIRECTORY, 2), SELF).write(buffer);
        final byte before = buffer.getByte(at);
        Arrays.fill(said, (byte) 2);
        new Envelope(CLUSTER, new Sender(PEER, DIRECTORY, 2), SELF).write(buffer);
        return before != buffer.getByte(at);
    }

    @Test
    void shouldAllocateNothingForProcessesThatItKnows() {
        final UnsafeBuffer[] frames = {from(PEER, 2), from(OTHER_PEER, 9)};
        final UnsafeBuffer foreign = new UnsafeBuffer(new byte[Envelope.LENGTH]);
        final int admitted = run(frames, foreign);
        final long before = allocated();

        final int again = run(frames, foreign);

        final long bytes = allocated() - before;
        assertEquals(2 * STEPS, admitted);
        assertEquals(2 * STEPS, again);
        assertTrue(bytes <= 2_048, () -> "bytes=" + bytes);
    }

    private int run(final UnsafeBuffer[] frames, final UnsafeBuffer foreign) {
        int admitted = 0;
        for (int i = 0; i < STEPS; i++) {
            admitted += admit(PEER, frames[0]) ? 1 : 0;
            admitted += admit(OTHER_PEER, frames[1]) ? 1 : 0;
            admitted += admit(PEER, foreign) ? 1 : 0;
        }
        return admitted;
    }

    private void assertRefused(final Refusal refusal, final long times) {
        assertEquals(times, gatekeeper.refused(refusal));
        assertEquals(times, gatekeeper.refused());
        assertEquals(List.of(PEER + " " + refusal), reports);
    }

    private boolean admit(final int node, final UnsafeBuffer frame) {
        return gatekeeper.admit(node, frame, 0, frame.capacity());
    }

    private static UnsafeBuffer at(final UnsafeBuffer frame, final long timestampMs) {
        Envelope.stamp(frame, timestampMs);
        return frame;
    }

    private UnsafeBuffer from(final int node, final long incarnation) {
        return envelope(CLUSTER, new Sender(node, new UUID(1, node), incarnation), SELF);
    }

    private static UnsafeBuffer envelope(final Cluster cluster, final Sender sender, final int to) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Envelope.LENGTH]);
        new Envelope(cluster, sender, to).write(buffer);
        return buffer;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
