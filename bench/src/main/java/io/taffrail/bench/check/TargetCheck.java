/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.check;

import io.taffrail.bench.targets.Receiver;
import io.taffrail.bench.targets.Sender;
import io.taffrail.bench.targets.Target;
import io.taffrail.bench.targets.TargetPlan;
import io.taffrail.bench.targets.TargetProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Sends numbered values through a target; fails unless every reader gets all of them, in order, with their bytes. */
public final class TargetCheck {
    private static final long MOST_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int PUBLISHER = 0;
    private static final int NUMBER = Integer.BYTES;
    private static final int FILLING = NUMBER + Integer.BYTES;

    private final TargetPlan plan;
    private final int values;
    private final long deadlineNs = System.nanoTime() + MOST_NS;

    private TargetCheck(final TargetPlan plan, final int values) {
        this.plan = plan;
        this.values = values;
    }

    /**
     * Open it, check it, close it.
     *
     * @param provider what is checked.
     * @param plan     values of 8 bytes at least, as many publishers and readers as it says.
     * @param values   that each publisher sends.
     * @return what the target says of itself.
     * @throws Exception if it fails.
     */
    public static String run(final TargetProvider provider, final TargetPlan plan, final int values) throws Exception {
        try (Target target = provider.open(plan)) {
            final String settings = target.settings().toString();
            new TargetCheck(plan, values).exchange(target);
            return settings;
        }
    }

    private void exchange(final Target target) throws Exception {
        final List<AutoCloseable> ends = new ArrayList<>();
        final List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < plan.readers(); i++) {
            final Receiver receiver = target.receiver(i);
            ends.add(receiver);
            work.add(() -> receiveAll(receiver));
        }
        for (int i = 0; i < plan.publishers(); i++) {
            final int publisher = i;
            final Sender sender = target.sender(publisher);
            ends.add(sender);
            work.add(
                    i,
                    () -> sendAll(publisher, sender)); // first: readers that miss something are no more than its effect
        }
        final ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (final Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdown();
            for (final AutoCloseable end : ends) {
                end.close();
            }
        }
    }

    private Void sendAll(final int publisher, final Sender sender) {
        final UnsafeBuffer value = new UnsafeBuffer(new byte[plan.valueBytes()]);
        for (int number = 0; number < values; number++) {
            value.putInt(PUBLISHER, publisher);
            value.putInt(NUMBER, number);
            value.setMemory(FILLING, plan.valueBytes() - FILLING, filling(number));
            while (!sender.send(value, plan.valueBytes())) {
                pause("refused publisher=" + publisher + " number=" + number);
            }
        }
        sender.flush();
        return null;
    }

    private Void receiveAll(final Receiver receiver) {
        final int[] next = new int[plan.publishers()];
        long left = (long) values * plan.publishers();
        while (left > 0) {
            final int count = receiver.poll((buffer, index, length) -> next[checked(next, buffer, index, length)]++);
            if (count == 0) {
                pause("missing values=" + left);
            }
            left -= count;
        }
        for (final int number : next) {
            if (number != values) {
                throw new AssertionError("received " + number + " values of one publisher, sent " + values);
            }
        }
        return null;
    }

    private int checked(final int[] next, final DirectBuffer buffer, final int index, final int length) {
        if (length != plan.valueBytes()) {
            throw new AssertionError("length=" + length + " expected=" + plan.valueBytes());
        }
        final int publisher = buffer.getInt(index + PUBLISHER);
        final int number = buffer.getInt(index + NUMBER);
        if (publisher < 0 || publisher >= next.length || number != next[publisher]) {
            throw new AssertionError("publisher=" + publisher + " number=" + number + " is not the next one");
        }
        for (int i = FILLING; i < length; i++) {
            if (buffer.getByte(index + i) != filling(number)) {
                throw new AssertionError("publisher=" + publisher + " number=" + number + " byte=" + i + " differs");
            }
        }
        return publisher;
    }

    private static byte filling(final int number) {
        return (byte) (number * 31 + 7);
    }

    private void pause(final String waitingFor) {
        if (System.nanoTime() - deadlineNs > 0) {
            throw new AssertionError("not done in time, " + waitingFor);
        }
        Thread.yield();
    }
}
