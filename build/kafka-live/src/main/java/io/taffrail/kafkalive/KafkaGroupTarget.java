/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkalive;

import io.taffrail.kafkacontract.Answer;
import io.taffrail.kafkacontract.GroupTarget;
import io.taffrail.kafkacontract.Reply;
import io.taffrail.kafkacontract.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The groups of one script at a live broker. Time is real: it also passes while {@link #settle()} waits. What passed there is
 * taken off the next {@link #advance}, so that the two clocks never drift far apart; still, a script leaves some room between its
 * waits and the timeouts.
 *
 * <p>Threading: used by one thread; one more reads for each open request.
 */
public final class KafkaGroupTarget implements GroupTarget {
    private static final long DUE_MS = 10_000;

    private final LiveBroker broker;
    private final long quietNs;
    private final KafkaTransactions transactions;
    private final KafkaRequests requests;
    private final KafkaAnswers answers;
    private final long startNs = System.nanoTime();
    private long passedNs;
    private final Object monitor = new Object();
    /** Guarded by {@link #monitor}, as all below. */
    private final Set<Exchange> open = new HashSet<>();

    /** Those of {@link #open} that a broker answers at once, however slow it is. */
    private final Set<Exchange> due = new HashSet<>();

    private final List<Reply> replies = new ArrayList<>();
    private long lastNs = System.nanoTime();
    private RuntimeException failure;
    private boolean isClosed;

    /**
     * A fresh target.
     *
     * @param broker a running one, not closed here.
     * @param script keeps its groups apart from those of other scripts.
     * @param quietMs the answer to a join or sync that has not come after this time is taken as not coming, in
     *     milliseconds.
     */
    public KafkaGroupTarget(final LiveBroker broker, final String script, final long quietMs) {
        this.broker = broker;
        this.quietNs = TimeUnit.MILLISECONDS.toNanos(quietMs);
        final GroupNames groups = new GroupNames(script);
        this.transactions = new KafkaTransactions(broker, script);
        this.requests = new KafkaRequests(groups, transactions);
        this.answers = new KafkaAnswers(groups);
    }

    @Override
    public void request(final String client, final Request request) {
        if (request instanceof final Request.EndTxn end) {
            final Reply reply = new Reply(client, new Answer.Done(transactions.end(end.transaction(), end.isCommit())));
            synchronized (monitor) {
                replies.add(reply);
            }
            return;
        }
        final Exchange exchange;
        try {
            exchange = Exchange.send(broker.address(), client, requests.of(request));
        } catch (final IOException e) {
            throw new UncheckedIOException("the broker takes no request, client=" + client + " request=" + request, e);
        }
        synchronized (monitor) {
            open.add(exchange);
            if (!mayStayOpen(request)) {
                due.add(exchange);
            }
            lastNs = System.nanoTime();
        }
        final Thread reader = new Thread(() -> read(client, exchange), "kafka-answer-" + client);
        reader.setDaemon(true);
        reader.start();
    }

    private void read(final String client, final Exchange exchange) {
        try (exchange) {
            final Reply reply = new Reply(client, answers.of(exchange.response()));
            synchronized (monitor) {
                replies.add(reply);
            }
        } catch (final IOException | RuntimeException e) {
            synchronized (monitor) {
                // One that was closed with the target has nobody to tell.
                if (failure == null && !isClosed) {
                    failure = new IllegalStateException("no answer could be read, client=" + client, e);
                }
            }
        } finally {
            synchronized (monitor) {
                open.remove(exchange);
                due.remove(exchange);
                lastNs = System.nanoTime();
                monitor.notifyAll();
            }
        }
    }

    @Override
    public List<Reply> settle() {
        synchronized (monitor) {
            try {
                lastNs = System.nanoTime();
                long leftNs = patienceNs();
                while (failure == null && !open.isEmpty() && leftNs > 0) {
                    TimeUnit.NANOSECONDS.timedWait(monitor, leftNs);
                    leftNs = lastNs + patienceNs() - System.nanoTime();
                }
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted before the answers came", e);
            }
            if (failure != null) {
                throw failure;
            }
            if (!due.isEmpty()) {
                throw new IllegalStateException("the broker does not answer, timeout_ms=" + DUE_MS);
            }
            final List<Reply> settled = List.copyOf(replies);
            replies.clear();
            return settled;
        }
    }

    private static boolean mayStayOpen(final Request request) {
        return request instanceof Request.Join || request instanceof Request.Sync;
    }

    private long patienceNs() {
        return due.isEmpty() ? quietNs : TimeUnit.MILLISECONDS.toNanos(DUE_MS);
    }

    @Override
    public void advance(final long durationMs) {
        passedNs += TimeUnit.MILLISECONDS.toNanos(durationMs);
        try {
            TimeUnit.NANOSECONDS.sleep(startNs + passedNs - System.nanoTime());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while time passed", e);
        }
    }

    @Override
    public void close() {
        final List<Exchange> left;
        synchronized (monitor) {
            isClosed = true;
            left = List.copyOf(open);
        }
        for (final Exchange exchange : left) {
            try {
                exchange.close();
            } catch (final IOException e) {
                throw new UncheckedIOException("a connection could not be closed", e);
            }
        }
    }
}
