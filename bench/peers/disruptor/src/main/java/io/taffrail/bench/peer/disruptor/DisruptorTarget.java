/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.disruptor;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.ProducerType;
import io.taffrail.bench.targets.Receiver;
import io.taffrail.bench.targets.Sender;
import io.taffrail.bench.targets.Target;
import io.taffrail.bench.targets.TargetPlan;
import io.taffrail.bench.targets.ValueHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/** One ring; a value is copied into the buffer of its event and read there. */
final class DisruptorTarget implements Target {
    private static final int MOST_EVENTS = 1 << 16;
    private static final int LEAST_EVENTS = 1 << 7;
    /** Of all values: small ones keep to what a processor caches, and 64 KiB ones still have room for a burst. */
    private static final int RING_BYTES = 16 << 20;

    private final ProducerType producers;
    private final RingBuffer<Event> ring;
    private final List<EventPoller<Event>> pollers = new ArrayList<>();

    DisruptorTarget(final TargetPlan plan) {
        producers = plan.publishers() == 1 ? ProducerType.SINGLE : ProducerType.MULTI;
        // Pollers never wait and publishers only ask; of the strategy remains that this one has nobody to signal.
        ring = RingBuffer.create(
                producers, () -> new Event(plan.valueBytes()), events(plan.valueBytes()), new YieldingWaitStrategy());
        for (int i = 0; i < plan.readers(); i++) {
            final EventPoller<Event> poller = ring.newPoller();
            ring.addGatingSequences(poller.getSequence());
            pollers.add(poller);
        }
    }

    private static int events(final int valueBytes) {
        final int fitting = Integer.highestOneBit(Math.max(1, RING_BYTES / Math.max(1, valueBytes)));
        return Math.max(LEAST_EVENTS, Math.min(MOST_EVENTS, fitting));
    }

    @Override
    public Sender sender(final int index) {
        return this::send;
    }

    private boolean send(final DirectBuffer value, final int length) {
        final long sequence;
        try {
            sequence = ring.tryNext();
        } catch (final InsufficientCapacityException e) {
            // Made once and without a stack trace: costs no more than a return value.
            return false;
        }
        ring.get(sequence).set(value, length);
        ring.publish(sequence);
        return true;
    }

    @Override
    public Receiver receiver(final int index) {
        return new Reading(pollers.get(index));
    }

    @Override
    public Map<String, String> settings() {
        final Map<String, String> settings = new LinkedHashMap<>();
        settings.put("ring", ring.getBufferSize() + " events, on the heap, filled ahead");
        settings.put("producer type", producers.toString());
        settings.put("reading", "EventPoller");
        settings.put("full ring", pollers.isEmpty() ? "overwrites, nobody reads" : "refuses");
        settings.put("checksum", "none; keeps nothing");
        return settings;
    }

    @Override
    public void close() {
        // holds memory only
    }

    private static final class Reading implements Receiver {
        /** What was read is given back to the publisher when a poll ends: not only once a whole ring was read. */
        private static final int MOST = 256;

        private final EventPoller<Event> poller;
        private final EventPoller.Handler<Event> events = this::onEvent;
        private ValueHandler handler;
        private int count;

        Reading(final EventPoller<Event> poller) {
            this.poller = poller;
        }

        @Override
        public int poll(final ValueHandler newHandler) {
            handler = newHandler;
            count = 0;
            try {
                poller.poll(events);
            } catch (final RuntimeException e) {
                throw e;
            } catch (final Exception e) {
                throw new IllegalStateException("poll failed", e);
            }
            return count;
        }

        private boolean onEvent(final Event event, final long sequence, final boolean isLast) {
            handler.onValue(event.buffer(), 0, event.length());
            return ++count < MOST;
        }
    }
}
