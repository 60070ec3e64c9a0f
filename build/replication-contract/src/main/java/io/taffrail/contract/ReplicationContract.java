/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.Claim;
import io.taffrail.engine.EngineException;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.PartitionOffsets;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.engine.SubscriptionConfig;
import io.taffrail.log.BatchDraft;
import io.taffrail.log.PublishResult;
import io.taffrail.log.RecordDraft;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a user may rely on, whoever replicates. An implementation passes it by a subclass that starts its engines. They are
 * started once; each test has a topic of its own, which bears the test's name.
 */
@Timeout(120)
public abstract class ReplicationContract extends StartedEngines {
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void shouldGiveOffsetsThatRiseByOneWhenRecordsArePublished() {
        try (Publisher publisher = publisher()) {
            final long first = publish(publisher, "0");

            for (int i = 1; i < 1_000; i++) {
                assertEquals(first + i, publish(publisher, Integer.toString(i)));
            }
        }
    }

    @Test
    void shouldReadWhatWasPublishedInOrderOnEveryEngine() {
        final List<Found> published = publish(0, 2_000);

        assertReadEverywhere(published);
    }

    @Test
    void shouldReadOnlyBelowTheHighWatermark() {
        final LogEngine engine = subject.publishing(topic);
        final List<Found> found = new ArrayList<>();
        try (Publisher publisher = engine.publisher(topic);
                Subscription records = engine.subscribe(topic, StartAt.earliest())) {
            for (int i = 0; i < 2_000; i++) {
                publish(publisher, Integer.toString(i));

                records.poll(record -> found.add(Found.of(record)), 100);

                final long seen =
                        found.isEmpty() ? -1 : found.get(found.size() - 1).offset();
                assertTrue(seen < engine.offsets(topic, 0).highWatermark(), () -> "read too early: offset=" + seen);
            }
        }
    }

    @Test
    void shouldHoldReadersBackWhileAClaimIsOpen() {
        final LogEngine engine = subject.publishing(topic);
        final Claim claim = new Claim();
        try (Publisher claiming = engine.publisher(topic);
                Publisher other = engine.publisher(topic);
                Subscription records = engine.subscribe(topic, StartAt.earliest())) {
            final long held = Trying.until(() -> claiming.tryClaim(1, claim));
            final long behind = publish(other, "b");

            assertEquals(held + 1, behind);
            assertEquals(0, records.poll(record -> {}, 100));
            assertTrue(engine.offsets(topic, 0).highWatermark() <= held);

            claim.buffer().putByte(0, (byte) 'a');
            assertEquals(held, claim.commit());
            assertReadEverywhere(List.of(new Found(held, "a"), new Found(behind, "b")));
        }
    }

    @Test
    void shouldLeaveNoRecordWhenAClaimIsAborted() {
        final Claim claim = new Claim();
        try (Publisher publisher = publisher()) {
            final Found before = new Found(publish(publisher, "before"), "before");
            final long aborted = Trying.until(() -> publisher.tryClaim(100, claim));
            claim.buffer().setMemory(0, 100, (byte) 'x');

            assertEquals(PublishResult.ABORTED, claim.abort());

            final Found after = new Found(publish(publisher, "after"), "after");
            assertEquals(aborted + 1, after.offset());
            assertReadEverywhere(List.of(before, after));
        }
    }

    @Test
    void shouldGiveAClaimUpWhenItsPublisherIsClosed() {
        final Claim claim = new Claim();
        try (Publisher closed = publisher()) {
            Trying.until(() -> closed.tryClaim(100, claim));
        }

        assertTrue(claim.commit() < 0);
        assertReadEverywhere(publish(0, 1));
    }

    @Test
    void shouldShowABatchWholeOrNotAtAll() {
        final int size = 7;
        final BatchDraft batch = new BatchDraft();
        final List<Found> published = new ArrayList<>();
        final List<Subscription> readers = subscribeEverywhere();
        try (Publisher publisher = publisher()) {
            for (int i = 0; i < 500; i++) {
                batch.clear();
                for (int record = 0; record < size; record++) {
                    batch.add(draft(i + "." + record));
                }
                final long offset = Trying.until(() -> publisher.publish(batch));
                for (int record = 0; record < size; record++) {
                    published.add(new Found(offset + record, i + "." + record));
                }
                for (final Subscription reader : readers) {
                    final long seen = reader.endOffset(0) - published.get(0).offset();
                    assertTrue(seen <= 0 || seen % size == 0, () -> "a part of a batch is seen: records=" + seen);
                }
            }
        } finally {
            readers.forEach(Subscription::close);
        }
        assertReadEverywhere(published);
    }

    @Test
    void shouldCarryKeyHeadersAndTimestampOver() {
        final long timestamp = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - 12_345;
        final byte[] header = {1, 0, -1};
        final RecordDraft draft = draft("value")
                .key("key".getBytes(StandardCharsets.UTF_8))
                .timestamp(timestamp)
                .header("bytes", header)
                .header("nothing", null);
        try (Publisher publisher = publisher()) {
            Trying.until(() -> publisher.publish(draft));
        }

        for (final LogEngine engine : subject.all()) {
            Reading.one(engine, topic, record -> {
                final List<byte[]> headers = new ArrayList<>();
                record.forEachHeader((name, value) -> headers.add(value));
                assertEquals(timestamp, record.timestamp());
                assertEquals("key", record.keyAsString());
                assertEquals("value", record.valueAsString());
                assertArrayEquals(new byte[][] {header, null}, headers.toArray());
            });
        }
    }

    @Test
    void shouldTellNullFromEmpty() {
        try (Publisher publisher = publisher()) {
            Trying.until(() -> publisher.publish(new byte[0], null));
        }

        for (final LogEngine engine : subject.all()) {
            Reading.one(engine, topic, record -> {
                assertEquals("", record.keyAsString());
                assertNull(record.value());
                assertEquals(0, record.headerCount());
            });
        }
    }

    @Test
    void shouldCarryARecordOfOneMebibyte() {
        final byte[] value = new byte[MEBIBYTE];
        for (int i = 0; i < value.length; i++) {
            value[i] = (byte) (i * 31 + (i >> 8));
        }
        try (Publisher publisher = publisher()) {
            Trying.until(() -> publisher.publish(value));
        }

        for (final LogEngine engine : subject.all()) {
            Reading.one(engine, topic, record -> assertArrayEquals(value, record.value()));
        }
    }

    @Test
    void shouldPublishNothingOfWhatItRefuses() {
        final String filling = "x".repeat(1_000);
        final List<Found> published = new ArrayList<>();
        final BatchDraft batch = new BatchDraft();
        int refused = 0;
        try (Publisher publisher = publisher()) {
            for (int i = 0; published.size() < 4_000; i++) {
                final String[] values = {i + ".0" + filling, i + ".1" + filling};
                final long offset =
                        publisher.publish(batch.clear().add(draft(values[0])).add(draft(values[1])));
                if (offset >= 0) {
                    published.add(new Found(offset, values[0]));
                    published.add(new Found(offset + 1, values[1]));
                } else {
                    assertTrue(PublishResult.isRetriable(offset), () -> PublishResult.describe(offset));
                    refused++;
                }
            }
        }

        assertTrue(refused > 0, "never refused");
        assertReadEverywhere(published);
    }

    @Test
    void shouldKeepTheOrderOfEachOfSeveralPublishers() throws InterruptedException {
        final int each = 500;
        final List<Found> published = Collections.synchronizedList(new ArrayList<>());
        final LogEngine engine = subject.publishing(topic);
        final List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(number -> new Thread(() -> {
                    try (Publisher publisher = engine.publisher(topic)) {
                        for (int i = 0; i < each; i++) {
                            final String value = number + " " + i;
                            published.add(new Found(publish(publisher, value), value));
                        }
                    }
                }))
                .toList();

        threads.forEach(Thread::start);
        for (final Thread thread : threads) {
            thread.join();
        }

        for (int number = 0; number < threads.size(); number++) {
            final String prefix = number + " ";
            final List<Found> own = published.stream()
                    .filter(found -> found.value().startsWith(prefix))
                    .toList();
            assertEquals(own.stream().sorted(Found.BY_OFFSET).toList(), own);
            assertEquals(each, own.size());
        }
        assertReadEverywhere(published.stream().sorted(Found.BY_OFFSET).toList());
    }

    @Test
    void shouldStartWhereAReaderAsks() {
        final long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        final List<Found> published = new ArrayList<>();
        try (Publisher publisher = publisher()) {
            for (int i = 0; i < 10; i++) {
                final RecordDraft draft = draft("" + i).timestamp(now + i * 10);
                published.add(new Found(Trying.until(() -> publisher.publish(draft)), "" + i));
            }
        }
        assertReadEverywhere(published);

        for (final LogEngine engine : subject.all()) {
            assertEquals(
                    published.subList(4, 10),
                    read(engine, StartAt.offset(published.get(4).offset()), 6));
            assertEquals(published.subList(4, 10), read(engine, StartAt.time(now + 31), 6));
            assertEquals(published, read(engine, StartAt.time(0), 10));
            assertEquals(List.of(), read(engine, StartAt.time(now + 91), 0));
            assertEquals(List.of(), read(engine, StartAt.latest(), 0));
        }
    }

    @Test
    void shouldReadFromTheLatestOnOnlyWhatCameLater() {
        final List<Found> before = publish(0, 10);
        assertReadEverywhere(before);
        final List<Subscription> readers = subject.all().stream()
                .map(engine -> engine.subscribe(topic, StartAt.latest()))
                .toList();

        final List<Found> later = publish(10, 20);

        for (final Subscription reader : readers) {
            assertEquals(later, Reading.some(reader, later.size()));
            reader.close();
        }
    }

    @Test
    void shouldHaveNoLagOnceAllIsRead() {
        final List<Found> published = publish(0, 100);

        for (final Subscription reader : subscribeEverywhere()) {
            Reading.some(reader, published.size());
            assertEquals(published.get(99).offset() + 1, reader.position(0));
            assertEquals(reader.position(0), reader.endOffset(0));
            reader.close();
        }
    }

    @Test
    void shouldMakeDurableWhatIsFlushed() {
        final List<Found> published = publish(0, 100);
        assertReadEverywhere(published);

        for (final LogEngine engine : subject.all()) {
            engine.flush();

            final PartitionOffsets offsets = engine.offsets(topic, 0);
            assertTrue(offsets.durableOffset() > published.get(99).offset(), offsets::toString);
        }
    }

    @Test
    void shouldDeleteOnlyWhatIsCommitted() {
        final byte[] value = new byte[10_000];
        subject.all().forEach(engine -> engine.topics().alter(topic, Map.of("retention.bytes", "0"), Set.of()));
        try (Publisher publisher = publisher()) {
            for (int i = 0; i < 500; i++) {
                Trying.until(() -> publisher.publish(value));
                for (final LogEngine engine : subject.all()) {
                    final PartitionOffsets offsets = engine.offsets(topic, 0);
                    assertTrue(offsets.logStartOffset() <= offsets.highWatermark(), offsets::toString);
                }
            }
        }

        for (final LogEngine engine : subject.all()) {
            try (Subscription reader = engine.subscribe(topic, StartAt.offset(0))) {
                Trying.await("something is deleted", () -> reader.logStartOffset(0) > 1);
                assertEquals(Subscription.OUT_OF_RANGE, reader.poll(record -> {}, 1));
                assertTrue(reader.lostRecords(0) > 0);
            }
        }
    }

    @Test
    void shouldSayThatAPlaceIsOutOfRange() {
        final List<Found> published = publish(0, 10);
        assertReadEverywhere(published);

        for (final LogEngine engine : subject.all()) {
            try (Subscription reader = engine.subscribe(topic, StartAt.offset(1_000))) {
                assertEquals(Subscription.OUT_OF_RANGE, reader.poll(record -> {}, 10));
                assertEquals(0, reader.outOfRangePartition());
                reader.seek(StartAt.earliest());
                assertEquals(published, Reading.some(reader, 10));
            }
        }
    }

    @Test
    void shouldRefuseOnceItIsClosedAndHaveEverythingWhenOpenedAgain() {
        final LogEngine closed = subject.publishing(topic);
        final Publisher publisher = closed.publisher(topic);
        final List<Found> published = new ArrayList<>(publish(0, 500));
        published.add(new Found(publish(publisher, "last"), "last"));

        subject.restart();

        assertEquals(PublishResult.CLOSED, publisher.publish("key", "value"));
        assertEquals(PublishResult.CLOSED, publisher.tryClaim(10, new Claim()));
        assertThrows(IllegalStateException.class, () -> closed.publisher(topic));
        assertThrows(IllegalStateException.class, () -> closed.subscribe(topic, StartAt.earliest()));
        assertThrows(IllegalStateException.class, () -> closed.offsets(topic, 0));
        assertReadEverywhere(published);
        final List<Found> later = publish(501, 600);
        assertTrue(later.get(0).offset() > published.get(500).offset());
        published.addAll(later);
        assertReadEverywhere(published);
    }

    @Test
    void shouldRefuseWhenThePublisherIsClosed() {
        final Publisher publisher = publisher();
        final long last = publish(publisher, "last");

        publisher.close();

        assertEquals(PublishResult.CLOSED, publisher.publish("key", "value"));
        assertEquals(PublishResult.CLOSED, publisher.tryClaim(10, new Claim()));
        assertReadEverywhere(List.of(new Found(last, "last")));
    }

    @Test
    void shouldRefuseWhatIsNotThere() {
        final LogEngine engine = subject.publishing(topic);
        final SubscriptionConfig second = SubscriptionConfig.defaults().withPartitions(1);
        assertThrows(EngineException.class, () -> engine.publisher("other"));
        assertThrows(EngineException.class, () -> engine.subscribe("other", StartAt.earliest()));
        assertThrows(EngineException.class, () -> engine.subscribe(topic, StartAt.earliest(), second));
        assertThrows(EngineException.class, () -> engine.offsets(topic, 1));
        assertThrows(EngineException.class, () -> engine.topics().create(topic, 1));
        assertThrows(IllegalArgumentException.class, () -> engine.topics().create("no topic", 1));
        assertThrows(IllegalArgumentException.class, () -> StartAt.offset(-1));
        try (Publisher publisher = engine.publisher(topic)) {
            final Claim claim = new Claim();
            assertEquals(PublishResult.UNKNOWN_PARTITION, publisher.tryClaim(1, 10, claim));
            assertEquals(
                    PublishResult.UNKNOWN_PARTITION,
                    publisher.publish(draft("value").partition(1)));
        }
        assertFalse(engine.topics().exists("other"));
    }

    @Test
    void shouldRefuseWhatCannotBePublishedAndGoOn() {
        final Claim claim = new Claim();
        final Claim second = new Claim();
        try (Publisher publisher = publisher()) {
            final long first = publish(publisher, "first");
            assertEquals(PublishResult.TOO_LARGE, publisher.publish(new byte[2 * MEBIBYTE]));
            assertEquals(PublishResult.TOO_LARGE, publisher.tryClaim(2 * MEBIBYTE, claim));
            assertEquals(PublishResult.EMPTY_BATCH, publisher.publish(new BatchDraft()));
            assertEquals(PublishResult.NO_CLAIM, claim.commit());
            assertEquals(PublishResult.NO_CLAIM, claim.abort());
            assertThrows(IllegalArgumentException.class, () -> publisher.tryClaim(draft(""), -1, claim));
            assertEquals(first + 1, Trying.until(() -> publisher.tryClaim(1, claim)));
            assertEquals(PublishResult.CLAIM_OPEN, publisher.tryClaim(1, claim));
            assertEquals(PublishResult.CLAIM_OPEN, publisher.tryClaim(1, second));
            assertEquals(PublishResult.CLAIM_OPEN, publisher.publish("key", "value"));
            claim.buffer().putByte(0, (byte) 'x');
            assertEquals(first + 1, claim.commit());
            assertEquals(PublishResult.NO_CLAIM, claim.commit());

            assertReadEverywhere(List.of(new Found(first, "first"), new Found(first + 1, "x")));
        }
    }
}
