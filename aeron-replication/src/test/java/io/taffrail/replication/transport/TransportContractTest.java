/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every transport keeps. */
public abstract class TransportContractTest {
    private static final int NODES = 3;
    private static final DirectBuffer NOTHING = new UnsafeBuffer(new byte[0]);

    /** For what the JVM itself may do in our thread. */
    private static final long SLACK_BYTES = 4_096;

    private TestNodes nodes;

    /**
     * Open the transport of a node.
     *
     * @param node 0 to 2, at the same address each time.
     * @return its transport.
     */
    protected abstract Transport open(int node);

    /** All transports are closed. */
    protected void afterNodes() {
        // nothing stays
    }

    @BeforeEach
    void prepare() {
        nodes = new TestNodes(NODES, this::open);
    }

    @AfterEach
    void closeNodes() {
        nodes.close();
        afterNodes();
    }

    @Test
    void shouldKeepOrderAndBytesWhenAllNodesSendOnAllChannels() {
        final long seed = Long.getLong("taffrail.seed", System.nanoTime());
        System.out.println("seed " + seed);
        final Random random = new Random(seed);
        nodes.openAll();
        final TestNodes sent = new TestNodes(NODES, node -> null);

        for (int i = 0; i < 2_000; i++) {
            final int from = random.nextInt(NODES);
            final int to = (from + 1 + random.nextInt(NODES - 1)) % NODES;
            final Channel channel = Channel.values()[random.nextInt(3)];
            final byte[] frame = new byte[1 + random.nextInt(nodes.node(from).maxFrameLength())];
            random.nextBytes(frame);
            sendInTwo(from, to, channel, frame, 1 + random.nextInt(frame.length));
            sent.received(from, to, channel).add(frame);
        }

        for (int from = 0; from < NODES; from++) {
            for (int to = 0; to < NODES; to++) {
                for (final Channel channel : Channel.values()) {
                    final List<byte[]> expected = sent.received(from, to, channel);
                    nodes.awaitReceived(from, to, channel, expected.size());
                    assertSame(expected, nodes.received(from, to, channel));
                }
            }
        }
    }

    @Test
    void shouldTakeTheLargestFrameAndRefuseALargerOne() {
        nodes.openAll();
        final int max = nodes.node(0).maxFrameLength();
        final byte[] largest = new byte[max];
        new Random(7).nextBytes(largest);

        nodes.send(0, 1, Channel.LIVE, largest);
        nodes.awaitReceived(0, 1, Channel.LIVE, 1);

        assertArrayEquals(largest, nodes.received(0, 1, Channel.LIVE).get(0));
        final UnsafeBuffer head = new UnsafeBuffer(largest);
        final UnsafeBuffer body = new UnsafeBuffer(new byte[1]);
        final Transport transport = nodes.node(0);
        assertThrows(IllegalArgumentException.class, () -> transport.offer(1, Channel.LIVE, head, max, body));
        assertThrows(IllegalArgumentException.class, () -> transport.offer(1, Channel.LIVE, head, 0, body));
    }

    @Test
    void shouldGiveTheSameFrameAgainAndNoneBehindItWhenTheHandlerRefuses() {
        nodes.openAll();
        for (int i = 0; i < 5; i++) {
            nodes.send(0, 1, Channel.LIVE, number(i));
        }
        nodes.send(2, 1, Channel.LIVE, number(100));
        final List<Integer> seen = new ArrayList<>();
        final List<Integer> others = new ArrayList<>();
        final int[] refusals = {3};
        final FrameHandler handler = (node, channel, buffer, index, length) -> {
            (node == 0 ? seen : others).add(numberOf(buffer, index));
            return node != 0 || numberOf(buffer, index) != 2 || --refusals[0] < 0;
        };

        final int[] taken = {0};
        nodes.await("all frames", () -> {
            taken[0] += nodes.node(1).poll(Channel.LIVE, handler, 10);
            return seen.contains(4) && others.contains(100);
        });

        assertEquals(List.of(0, 1, 2, 2, 2, 2, 3, 4), seen);
        assertEquals(6, taken[0]);
    }

    @Test
    void shouldGoOnBehindAFrameWhoseHandlerThrew() {
        nodes.openAll();
        nodes.send(0, 1, Channel.CONTROL, number(0));
        nodes.send(0, 1, Channel.CONTROL, number(1));
        final IllegalStateException thrown = new IllegalStateException("for the test");

        final RuntimeException caught = assertThrows(
                IllegalStateException.class,
                () -> nodes.await(
                        "a throw",
                        () -> nodes.node(1)
                                        .poll(
                                                Channel.CONTROL,
                                                (node, channel, buffer, index, length) -> {
                                                    throw thrown;
                                                },
                                                1)
                                < 0));
        nodes.awaitReceived(0, 1, Channel.CONTROL, 1);

        assertEquals(thrown, caught);
        assertSame(List.of(number(1)), nodes.received(0, 1, Channel.CONTROL));
    }

    @Test
    void shouldPressBackOneChannelAndNoOtherWhenItIsNotPolled() {
        nodes.openAll();
        int sent = 0;
        int refused = 0;

        for (int round = 0; refused < 200; round++) {
            while (offerLarge(sent)) {
                sent++;
                refused = 0;
                assertTrue(sent < 10_000, "nothing presses back");
            }
            refused++;
            final int expected = round + 1;
            final byte[] frame = number(round);
            nodes.await("sent on another channel", () -> nodes.offer(0, 1, Channel.CONTROL, frame) >= 0);
            nodes.await("sent to another node", () -> nodes.offer(0, 2, Channel.LIVE, frame) >= 0);
            nodes.await("the frames of round " + round, () -> {
                nodes.poll(1, Channel.CONTROL, 10);
                nodes.poll(2, Channel.LIVE, 10);
                return nodes.received(0, 1, Channel.CONTROL).size() == expected
                        && nodes.received(0, 2, Channel.LIVE).size() == expected;
            });
        }
        nodes.awaitReceived(0, 1, Channel.LIVE, sent);

        for (int i = 0; i < sent; i++) {
            assertEquals(
                    i,
                    numberOf(new UnsafeBuffer(nodes.received(0, 1, Channel.LIVE).get(i)), 0));
        }
    }

    private boolean offerLarge(final int number) {
        final byte[] large = new byte[nodes.node(0).maxFrameLength()];
        ByteBuffer.wrap(large).putInt(number);
        final long result = nodes.offer(0, 1, Channel.LIVE, large);
        assertTrue(result >= 0 || result == Transport.BACK_PRESSURED, () -> "result=" + result);
        return result >= 0;
    }

    @Test
    void shouldAnswerNotConnectedWhenTheOtherNodeIsAway() {
        nodes.open(0);

        assertEquals(Transport.NOT_CONNECTED, nodes.offer(0, 1, Channel.LIVE, number(1)));
        assertFalse(nodes.node(0).isConnected(1, Channel.LIVE));
        assertEquals(0, nodes.poll(0, Channel.LIVE, 10));
    }

    @Test
    void shouldReachANodeAgainWhenItWasClosedAndOpenedAgain() {
        nodes.openAll();
        nodes.send(0, 1, Channel.LIVE, number(1));
        nodes.awaitReceived(0, 1, Channel.LIVE, 1);
        nodes.close(1);
        nodes.await("not connected", () -> {
            nodes.pollAll();
            return nodes.offer(0, 1, Channel.LIVE, number(2)) == Transport.NOT_CONNECTED;
        });
        assertFalse(nodes.node(0).isConnected(1, Channel.LIVE));

        nodes.open(1);
        nodes.awaitConnected();
        nodes.send(0, 1, Channel.LIVE, number(3));
        nodes.send(1, 0, Channel.CONTROL, number(4));

        nodes.await("frames of the new connection", () -> {
            nodes.pollAll();
            return lastOf(nodes.received(0, 1, Channel.LIVE)) == 3
                    && lastOf(nodes.received(1, 0, Channel.CONTROL)) == 4;
        });
    }

    @Test
    void shouldRefuseNodesThatAreNotOthersOfTheMesh() {
        nodes.open(0);

        assertThrows(IllegalArgumentException.class, () -> nodes.offer(0, 17, Channel.LIVE, number(1)));
        assertThrows(IllegalArgumentException.class, () -> nodes.offer(0, 0, Channel.LIVE, number(1)));
        assertThrows(IllegalArgumentException.class, () -> nodes.node(0).isConnected(17, Channel.LIVE));
    }

    @Test
    void shouldAnswerClosedAfterClose() {
        nodes.openAll();
        nodes.send(1, 0, Channel.LIVE, number(1));
        final Transport transport = nodes.node(0);

        nodes.close(0);
        transport.close();

        assertEquals(Transport.CLOSED, transport.offer(1, Channel.LIVE, new UnsafeBuffer(number(1)), 4, NOTHING));
        assertEquals(0, transport.poll(Channel.LIVE, (node, channel, buffer, index, length) -> true, 10));
        assertEquals(0, transport.doWork());
        assertFalse(transport.isConnected(1, Channel.LIVE));
        assertNull(transport.failure());
    }

    @Test
    void shouldTakeNoMoreThanTheLimitFromEachNode() {
        nodes.openAll();
        for (int i = 0; i < 20; i++) {
            nodes.send(1, 0, Channel.CATCH_UP, number(i));
        }
        nodes.send(2, 0, Channel.CATCH_UP, number(1));

        nodes.await("the other node's frame", () -> {
            final int before = nodes.received(1, 0, Channel.CATCH_UP).size();
            nodes.poll(0, Channel.CATCH_UP, 2);
            assertTrue(nodes.received(1, 0, Channel.CATCH_UP).size() - before <= 2);
            return nodes.received(2, 0, Channel.CATCH_UP).size() == 1;
        });
        nodes.awaitReceived(1, 0, Channel.CATCH_UP, 20);
    }

    @Test
    void shouldAllocateNothingWhenWarm() {
        nodes.openAll();
        final Transport sender = nodes.node(0);
        final Transport receiver = nodes.node(1);
        final UnsafeBuffer head = new UnsafeBuffer(new byte[64]);
        final UnsafeBuffer body = new UnsafeBuffer(new byte[100]);
        final long[] bytes = new long[1];
        final FrameHandler handler = (node, channel, buffer, index, length) -> {
            bytes[0] += length;
            return true;
        };
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        exchange(sender, receiver, head, body, handler, 20_000);

        final long before =
                threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        final long exchanged = exchange(sender, receiver, head, body, handler, 20_000);
        final long allocated =
                threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

        nodes.await("all bytes", () -> {
            receiver.poll(Channel.LIVE, handler, 10);
            return bytes[0] == 2 * exchanged * 164;
        });
        assertTrue(allocated <= SLACK_BYTES, () -> "allocated bytes=" + allocated);
    }

    private static int exchange(
            final Transport sender,
            final Transport receiver,
            final DirectBuffer head,
            final DirectBuffer body,
            final FrameHandler handler,
            final int count) {
        final long deadline = System.nanoTime() + 30_000_000_000L;
        for (int sent = 0; sent < count; ) {
            if (sender.offer(1, Channel.LIVE, head, 64, body) >= 0) {
                sent++;
            }
            sender.doWork();
            receiver.doWork();
            receiver.poll(Channel.LIVE, handler, 10);
            sender.poll(Channel.LIVE, handler, 10);
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("sent only " + sent);
            }
        }
        return count;
    }

    private void sendInTwo(
            final int from, final int to, final Channel channel, final byte[] frame, final int headLength) {
        final UnsafeBuffer head = new UnsafeBuffer(frame);
        final UnsafeBuffer body = new UnsafeBuffer(frame, headLength, frame.length - headLength);
        nodes.await("sent from " + from + " to " + to, () -> {
            nodes.pollAll();
            return nodes.node(from).offer(to, channel, head, headLength, body) >= 0;
        });
    }

    private static byte[] number(final int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private static int numberOf(final DirectBuffer buffer, final int index) {
        return buffer.getInt(index, java.nio.ByteOrder.BIG_ENDIAN);
    }

    private static int lastOf(final List<byte[]> frames) {
        return frames.isEmpty() ? -1 : numberOf(new UnsafeBuffer(frames.get(frames.size() - 1)), 0);
    }

    private static void assertSame(final List<byte[]> expected, final List<byte[]> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i), "frame " + i);
        }
    }
}
