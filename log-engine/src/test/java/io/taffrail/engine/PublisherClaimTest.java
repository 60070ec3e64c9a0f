/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.log.Await;
import io.taffrail.log.PublishResult;
import io.taffrail.log.RecordDraft;
import io.taffrail.settings.EngineConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherClaimTest {
    @TempDir
    Path directory;

    private LogEngine engine;
    private Publisher publisher;

    @BeforeEach
    void open() {
        engine = LogEngine.open(
                directory, EngineConfig.builder().claimTimeoutMs(200).build());
        engine.topics().create("topic", 2);
        publisher = engine.publisher("topic");
    }

    @AfterEach
    void close() {
        publisher.close();
        engine.close();
    }

    @Test
    void shouldBoundTheBufferToTheValue() {
        final Claim claim = new Claim();
        assertEquals(0, claim.length());
        assertEquals(0, publisher.tryClaim(0, 10, claim));
        assertEquals(10, claim.length());
        assertEquals(0, claim.index());
        assertEquals(0, claim.offset());
        claim.buffer().putLong(0, 1);
        assertThrows(IndexOutOfBoundsException.class, () -> claim.buffer().putLong(3, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> claim.buffer().putByte(-1, (byte) 1));
        assertThrows(IndexOutOfBoundsException.class, () -> claim.buffer().putByte(10, (byte) 1));

        assertEquals(0, claim.commit());

        assertThrows(IndexOutOfBoundsException.class, () -> claim.buffer().putByte(0, (byte) 1));
        assertEquals(PublishResult.NO_CLAIM, claim.commit());
        assertEquals(PublishResult.NO_CLAIM, claim.abort());
    }

    @Test
    void shouldRefuseASecondClaimUntilTheFirstIsDone() {
        final Claim claim = new Claim();
        final Claim other = new Claim();
        assertEquals(0, publisher.tryClaim(0, 8, claim));

        assertEquals(PublishResult.CLAIM_OPEN, publisher.tryClaim(0, 8, other));
        assertEquals(PublishResult.NO_CLAIM, other.commit());
        assertEquals(PublishResult.CLAIM_OPEN, publisher.tryClaim(1, 8, claim), "the claim itself is in use");
        assertEquals(
                PublishResult.CLAIM_OPEN,
                publisher.tryClaim(new RecordDraft().partition(1), 8, claim),
                "in this form too");
        assertEquals(0, publisher.tryClaim(1, 8, other), "another claim of another partition is free");

        assertEquals(0, claim.commit());
        assertEquals(PublishResult.ABORTED, other.abort());
        assertEquals(1, engine.offsets("topic", 0).endOffset());
        assertEquals(1, engine.offsets("topic", 1).endOffset());
    }

    @Test
    void shouldGiveUpAnOpenClaimWhenThePublisherIsClosed() {
        final Claim claim = new Claim();
        assertEquals(0, publisher.tryClaim(0, 8, claim));
        publisher.close();
        assertEquals(PublishResult.CLOSED, publisher.tryClaim(0, 8, new Claim()));
        assertEquals(PublishResult.CLOSED, publisher.publish("key", "value"));
        try (Publisher next = engine.publisher("topic")) {
            assertEquals(1, next.tryClaim(0, 8, claim), "the claim is free again");
            assertEquals(1, claim.commit());
        }
        assertEquals(2, engine.offsets("topic", 0).endOffset());
    }

    @Test
    void shouldAnswerUnknownPartitionWhenThereIsNone() {
        assertEquals(PublishResult.UNKNOWN_PARTITION, publisher.tryClaim(2, 8, new Claim()));
        assertEquals(PublishResult.UNKNOWN_PARTITION, publisher.publish(new RecordDraft().partition(7)));
        assertEquals(PublishResult.UNKNOWN_PARTITION, publisher.publish(new RecordDraft().partition(-7)));
    }

    @Test
    void shouldReportAClaimOnceWhenItStaysOpen() {
        final Claim claim = new Claim();
        assertEquals(0, publisher.tryClaim(1, 8, claim));
        Await.until("the claim is reported", () -> !errors().isEmpty());
        try (Publisher other = engine.publisher("topic")) {
            final Claim behind = new Claim();
            assertEquals(1, other.tryClaim(1, 8, behind));
            assertEquals(0, claim.commit(), "it was not taken away");
            Await.until("the claim behind it is reported", () -> errors().size() == 2);
            assertEquals(1, behind.commit());
        }

        for (int offset = 0; offset < 2; offset++) {
            final ErrorLog.Entry entry = errors().get(offset);
            assertEquals(1, entry.count());
            final String expected = "a claim stays open: topic=topic partition=1 offset=" + offset + " openMs=";
            assertTrue(entry.text().contains(expected), entry::text);
        }
    }

    private List<ErrorLog.Entry> errors() {
        return ErrorLog.read(directory);
    }
}
