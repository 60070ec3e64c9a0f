/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.archive;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.codecs.SourceLocation;
import io.aeron.archive.status.RecordingPos;
import io.aeron.logbuffer.FragmentHandler;
import io.taffrail.bench.targets.Receiver;
import io.taffrail.bench.targets.Sender;
import io.taffrail.bench.targets.Target;
import io.taffrail.bench.targets.TargetPlan;
import io.taffrail.bench.targets.ValueHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * One IPC stream and its recording. The recording is a subscriber of the stream like any other, so a publisher waits for it
 * when it falls behind by the publication's window, and needs no reader.
 */
final class ArchiveTarget implements Target {
    private static final String CHANNEL = "aeron:ipc";
    private static final int STREAM = 1;
    private static final int FIRST_REPLAY_STREAM = 100;
    private static final long MOST_NS = 30_000_000_000L;
    private static final String LIVE =
            "the IPC stream: before or after the recording has the value, whichever is faster";
    private static final String REPLAYED = "a replay that follows the recording: once the value is in its file";

    private final ArchiveServer server;
    private final AeronArchive archive;
    private final Publication publication;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final boolean isReplayed;

    ArchiveTarget(final TargetPlan plan, final boolean isReplayed) {
        this.isReplayed = isReplayed;
        server = new ArchiveServer(plan.directory());
        archive = server.connect();
        final Aeron aeron = archive.context().aeron();
        archive.startRecording(CHANNEL, STREAM, SourceLocation.LOCAL);
        publication = plan.publishers() == 1
                ? aeron.addExclusivePublication(CHANNEL, STREAM)
                : aeron.addPublication(CHANNEL, STREAM);
        final long recording = awaitRecording(aeron.countersReader());
        for (int i = 0; i < plan.readers(); i++) {
            subscriptions.add(
                    isReplayed
                            ? archive.replay(recording, 0, Long.MAX_VALUE, CHANNEL, FIRST_REPLAY_STREAM + i)
                            : aeron.addSubscription(CHANNEL, STREAM));
        }
        for (final Subscription subscription : subscriptions) {
            await("a reader has its image", () -> subscription.imageCount() == 1);
        }
    }

    private long awaitRecording(final CountersReader counters) {
        await("the stream is recorded", () -> publication.isConnected() && counterId(counters) >= 0);
        return RecordingPos.getRecordingId(counters, counterId(counters));
    }

    private int counterId(final CountersReader counters) {
        return RecordingPos.findCounterIdBySession(counters, publication.sessionId(), archive.archiveId());
    }

    private static void await(final String condition, final BooleanSupplier isMet) {
        final long deadlineNs = System.nanoTime() + MOST_NS;
        while (!isMet.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IllegalStateException("waited too long until " + condition);
            }
            Thread.yield();
        }
    }

    @Override
    public Sender sender(final int index) {
        return this::send;
    }

    private boolean send(final DirectBuffer value, final int length) {
        final long result = publication.offer(value, 0, length);
        if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
            throw new IllegalStateException("offer failed: " + Publication.errorString(result));
        }
        return result > 0;
    }

    @Override
    public Receiver receiver(final int index) {
        return new Reading(subscriptions.get(index));
    }

    @Override
    public Map<String, String> settings() {
        final Map<String, String> settings = new LinkedHashMap<>();
        settings.put("channel", CHANNEL);
        settings.put("publication", publication instanceof ExclusivePublication ? "exclusive" : "shared");
        settings.putAll(server.settings());
        settings.put("read", isReplayed ? REPLAYED : LIVE);
        settings.put("checksum", "none (recordChecksum is off, as by default)");
        return settings;
    }

    @Override
    public void close() {
        archive.close();
        server.close();
    }

    private static final class Reading implements Receiver {
        private static final int MOST = 256;

        private final Subscription subscription;
        private final FragmentHandler fragments =
                new FragmentAssembler((buffer, offset, length, header) -> onValue(buffer, offset, length));
        private ValueHandler handler;
        private int count;

        Reading(final Subscription subscription) {
            this.subscription = subscription;
        }

        /** Values, and not the fragments of large ones. */
        @Override
        public int poll(final ValueHandler newHandler) {
            handler = newHandler;
            count = 0;
            subscription.poll(fragments, MOST);
            return count;
        }

        private void onValue(final DirectBuffer buffer, final int index, final int length) {
            handler.onValue(buffer, index, length);
            count++;
        }
    }
}
