/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.BatchDraft;
import io.taffrail.log.ProducerAppender;
import io.taffrail.log.PublishResult;
import io.taffrail.log.RecordDraft;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdempotentPublisherTest {
    private static final String TOPIC = "topic";

    @TempDir
    Path directory;

    @Test
    void shouldNumberRecordsByPartitionInEveryForm() {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create(TOPIC, 2);
            try (Publisher publisher = idempotent(engine)) {
                assertEquals(-1, publisher.lastSequence());
                assertEquals(0, publisher.publish(record(0, "a")));
                assertEquals(0, publisher.lastSequence());
                assertEquals(0, publisher.publish(record(1, "a")));
                assertEquals(0, publisher.lastSequence());
                assertEquals(1, publisher.publish(batch(0, 3)));
                assertEquals(1, publisher.lastSequence());
                final Claim claim = new Claim();
                assertEquals(4, publisher.tryClaim(0, 8, claim));
                assertEquals(PublishResult.CLAIM_OPEN, publisher.tryClaim(0, 8, new Claim()));
                assertEquals(PublishResult.CLAIM_OPEN, publisher.tryClaim(1, 8, claim));
                claim.buffer().putLong(0, 7);
                assertEquals(PublishResult.ABORTED, claim.abort());
                assertEquals(5, publisher.tryClaim(record(0, null), 8, claim));
                claim.buffer().putLong(0, 7);
                assertEquals(5, claim.commit());
                assertEquals(4, publisher.lastSequence(), "the aborted claim used none");
                assertEquals(PublishResult.NO_CLAIM, claim.commit());
                assertEquals(PublishResult.UNKNOWN_PARTITION, publisher.publish(record(2, "a")));
                assertTrue(publisher.lastTerm() > 0);
                assertEquals(6, engine.offsets(TOPIC, 0).endOffset());
                publisher.close();
                assertEquals(PublishResult.CLOSED, publisher.publish(record(0, "a")));
            }
        }
    }

    @Test
    void shouldAnswerTheFirstOffsetWhenPublishedAgain() {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create(TOPIC, 1);
            try (Publisher publisher = idempotent(engine);
                    Publisher plain = engine.publisher(TOPIC)) {
                assertEquals(0, plain.publish("key", "plain"));
                for (int i = 0; i < 8; i++) {
                    assertEquals(i + 1, publisher.publish(record(0, "value" + i)));
                }
                assertEquals(8, publisher.publishAgain(record(0, "value7"), 7));
                assertEquals(7, publisher.lastSequence());
                assertEquals(4, publisher.publishAgain(record(0, "value3"), 3));
                assertEquals(PublishResult.DUPLICATE_SEQUENCE, publisher.publishAgain(record(0, "value2"), 2));
                assertEquals(PublishResult.OUT_OF_ORDER_SEQUENCE, publisher.publishAgain(record(0, "value9"), 9));
                assertEquals(9, publisher.publishAgain(batch(0, 2), 8), "the next one, if it is new");
                assertEquals(11, publisher.publish(record(0, "value10")));
                assertEquals(10, publisher.lastSequence());
                assertEquals(12, engine.offsets(TOPIC, 0).endOffset());

                publisher.beginEpoch();
                assertEquals(12, publisher.publish(record(0, "value11")));
                assertEquals(0, publisher.lastSequence());
                assertThrows(IllegalArgumentException.class, () -> publisher.publishAgain(new RecordDraft(), 1));
                assertThrows(IllegalStateException.class, plain::beginEpoch);
                assertThrows(IllegalStateException.class, () -> plain.publishAgain(record(0, "a"), 1));
                assertEquals(-1, plain.lastSequence());
            }
        }
    }

    @Test
    void shouldNeverGiveAProducerIdOutTwice() {
        final Set<Long> ids = new HashSet<>();
        for (int life = 0; life < 3; life++) {
            try (LogEngine engine = LogEngine.open(directory)) {
                for (int i = 0; i < 1_200; i++) {
                    final ProducerIdentity identity = engine.initProducerId();
                    assertEquals(0, identity.epoch());
                    assertTrue(identity.producerId() >= 0);
                    assertTrue(ids.add(identity.producerId()));
                }
            }
        }
        try (LogEngine other = LogEngine.open(directory.resolve("other"))) {
            assertTrue(ids.add(other.initProducerId().producerId()), "nor does another node of a cluster");
        }
    }

    @Test
    void shouldGoOnForAFrontEndThatBringsItsOwnSequencesAfterARestart() {
        final ProducerIdentity identity;
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create(TOPIC, 1);
            identity = engine.initProducerId();
            try (ProducerAppender producer = engine.producer(TOPIC, 0, identity)) {
                assertEquals(0, append(producer, 0));
                assertEquals(1, append(producer, 1));
            }
        }
        try (LogEngine engine = LogEngine.open(directory);
                ProducerAppender producer = engine.producer(TOPIC, 0, identity)) {
            assertEquals(1, append(producer, 1), "not loaded before");
            assertEquals(2, append(producer, 2));
            try (ProducerAppender next = engine.producer(TOPIC, 0, identity.next())) {
                assertEquals(3, append(next, 0));
            }
            assertEquals(PublishResult.STALE_PRODUCER_EPOCH, append(producer, 3));
            assertNotEquals(identity, engine.initProducerId());
            assertThrows(EngineException.class, () -> engine.producer("none", 0, identity));
            assertThrows(EngineException.class, () -> engine.producer(TOPIC, 1, identity));
        }
        assertThrows(IllegalStateException.class, () -> new ProducerIdentity(1, Short.MAX_VALUE).next());
        assertThrows(IllegalArgumentException.class, () -> new ProducerIdentity(-1, (short) 0));
    }

    private static Publisher idempotent(final LogEngine engine) {
        return engine.publisher(TOPIC, PublisherConfig.defaults().withIdempotence());
    }

    private static RecordDraft record(final int partition, final String value) {
        final RecordDraft record = new RecordDraft().partition(partition);
        return value == null ? record : record.value(value.getBytes(StandardCharsets.UTF_8));
    }

    private static BatchDraft batch(final int partition, final int number) {
        final BatchDraft batch = new BatchDraft().partition(partition);
        for (int i = 0; i < number; i++) {
            batch.add(new RecordDraft().value(new byte[i]));
        }
        return batch;
    }

    private static long append(final ProducerAppender producer, final int sequence) {
        return producer.append(sequence, new UnsafeBuffer(new byte[16]), 0, 16);
    }
}
