/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.engine.LogEngine;
import io.taffrail.storage.FileStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogInspectorTest {
    @TempDir
    Path temporary;

    @Test
    void shouldFindASoundLogSoundAndShowAllOfIt() throws IOException {
        final Path partition = InspectedLog.closed(temporary.resolve("d"), 2000);

        final InspectedLog seen = InspectedLog.of(partition);

        assertEquals(List.of(), seen.findings);
        assertEquals(2000, seen.records());
        assertEquals(2000, seen.end.offset());
        assertTrue(seen.segments.size() > 2, "segments=" + seen.segments.size());
        assertTrue(seen.control.checkpoint().isClean());
        assertEquals(2000, seen.control.checkpoint().endOffset());
        assertEquals(seen.segments.size(), seen.manifest.segments().size());
        assertFalse(seen.indexEntries.isEmpty());
        assertEquals(new LogInspector(new FileStorage()).segmentBytes(partition), seen.progress);
    }

    @Test
    void shouldShowOneFileAlone() throws IOException {
        final Path partition = InspectedLog.closed(temporary.resolve("d"), 2000);
        final InspectedLog seen = new InspectedLog();

        new LogInspector(new FileStorage())
                .inspectFile(InspectedLog.files(partition, ".log").get(0), seen);

        assertEquals(List.of(), seen.findings);
        assertEquals(1, seen.segments.size());
        assertTrue(seen.batches.get(seen.batches.size() - 1).isFiller());
    }

    @Test
    void shouldNameFileAndPositionOfADamagedBatchAndGoOnBehindIt() throws IOException {
        final Path partition = InspectedLog.closed(temporary.resolve("d"), 2000);
        final Path file = InspectedLog.files(partition, ".log").get(1);
        InspectedLog.flip(file, LogFormat.SEGMENT_HEADER_LENGTH + 90, 0x01);

        final InspectedLog seen = InspectedLog.of(partition);

        assertEquals(1, seen.damages().size(), seen.findings::toString);
        assertEquals(file, seen.damages().get(0).path());
        assertEquals(LogFormat.SEGMENT_HEADER_LENGTH, seen.damages().get(0).position());
        assertTrue(seen.damages().get(0).message().contains("expected crc="), seen.findings::toString);
        assertEquals(
                1, seen.batches.stream().filter(batch -> !batch.isCrcRight()).count());
        assertEquals(2000, seen.records());
    }

    @Test
    void shouldFindAMissingSegment() throws IOException {
        final Path first = InspectedLog.closed(temporary.resolve("a"), 2000);
        final Path last = InspectedLog.closed(temporary.resolve("b"), 2000);
        Files.delete(InspectedLog.files(first, ".log").get(1));
        final List<Path> files = InspectedLog.files(last, ".log");
        Files.delete(files.get(files.size() - 1));

        assertEquals(1, InspectedLog.of(first).damages().size());
        assertEquals(1, InspectedLog.of(last).damages().size());
    }

    @Test
    void shouldFindAMissingControlFile() throws IOException {
        final Path partition = InspectedLog.closed(temporary.resolve("d"), 10);
        Files.delete(partition.resolve("control"));

        final InspectedLog seen = InspectedLog.of(partition);

        assertEquals(1, seen.damages().size(), seen.findings::toString);
        assertEquals(10, seen.records());
    }

    @Test
    void shouldFindBytesBehindTheEndOfACleanLog() throws IOException {
        final Path partition = InspectedLog.closed(temporary.resolve("d"), 10);
        final Path file = InspectedLog.files(partition, ".log").get(0);
        InspectedLog.flip(file, 60_001, 0x40);

        final InspectedLog seen = InspectedLog.of(partition);

        assertEquals(1, seen.damages().size(), seen.findings::toString);
        assertEquals(60_001, seen.damages().get(0).position());
    }

    @Test
    void shouldCallAnOpenClaimUncleanAndReadOnBehindIt() throws IOException {
        final Path partition = InspectedLog.killed(temporary.resolve("d"), temporary.resolve("k"), 10, 5);

        final InspectedLog seen = InspectedLog.of(partition);

        assertEquals(List.of(), seen.damages());
        assertEquals(1, seen.of(LogFacts.Severity.UNCLEAN).size(), seen.findings::toString);
        assertEquals(15, seen.records());
        assertEquals(16, seen.end.offset());
        assertFalse(seen.control.checkpoint().isClean());
    }

    @Test
    void shouldReadOnBehindAClaimThatIsOpenInAFullSegment() throws IOException {
        final Path partition = InspectedLog.killed(temporary.resolve("d"), temporary.resolve("k"), 10, 2000);

        final InspectedLog seen = InspectedLog.of(partition);

        assertEquals(List.of(), seen.damages());
        assertEquals(1, seen.of(LogFacts.Severity.UNCLEAN).size(), seen.findings::toString);
        assertEquals(2010, seen.records());
    }

    @Test
    void shouldCallABadBatchDamageWhenTheProcessDiedButTheSystemDidNot() throws IOException {
        final Path partition = InspectedLog.killed(temporary.resolve("d"), temporary.resolve("k"), 10, 5);
        final Path file = InspectedLog.files(partition, ".log").get(0);
        InspectedLog.flip(file, LogFormat.SEGMENT_HEADER_LENGTH + 100, 0x01);

        assertEquals(1, InspectedLog.of(partition).damages().size());
    }

    @Test
    void shouldFindNoDamageWhileAnEngineIsAtWork() throws Exception {
        final AtomicBoolean isDone = new AtomicBoolean();
        try (LogEngine engine = LogEngine.open(temporary.resolve("d"))) {
            engine.topics()
                    .create(
                            InspectedLog.TOPIC,
                            1,
                            Map.of(
                                    "segment.bytes",
                                    "65536",
                                    "retention.bytes",
                                    "300000",
                                    "durability",
                                    "interval",
                                    "flush.ms",
                                    "5"));
            final Thread publisher = new Thread(() -> {
                while (!isDone.get()) {
                    InspectedLog.publish(engine, 1000);
                }
            });
            publisher.start();
            try {
                for (int i = 0; i < 30; i++) {
                    final InspectedLog seen = InspectedLog.of(InspectedLog.partition(temporary.resolve("d")));
                    assertEquals(List.of(), seen.damages());
                }
            } finally {
                isDone.set(true);
                publisher.join();
            }
        }
    }

    @Test
    void shouldNoteADamagedIndexAndNotCallTheLogDamaged() throws IOException {
        final Path partition = InspectedLog.closed(temporary.resolve("d"), 2000);
        InspectedLog.flip(InspectedLog.files(partition, ".index").get(0), 80, 0x01);

        final InspectedLog seen = InspectedLog.of(partition);

        assertEquals(List.of(), seen.damages());
        assertEquals(1, seen.of(LogFacts.Severity.NOTE).size());
    }

    @Test
    void shouldFindAnIndexThatLeadsElsewhere() throws IOException {
        final Path partition = InspectedLog.closed(temporary.resolve("d"), 2000);
        final Path file = InspectedLog.files(partition, ".index").get(0);
        final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(72 + 24, bytes.getLong(72 + 24) + 1);
        final CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, 68);
        crc.update(bytes.array(), 72, bytes.capacity() - 72);
        bytes.putInt(68, (int) crc.getValue());
        Files.write(file, bytes.array());

        final InspectedLog seen = InspectedLog.of(partition);

        assertEquals(1, seen.damages().size(), seen.findings::toString);
        assertEquals(file, seen.damages().get(0).path());
    }

    @Test
    void shouldSayThatAFileHasANewerFormat() throws IOException {
        final Path partition = InspectedLog.closed(temporary.resolve("d"), 10);
        final Path file = InspectedLog.files(partition, ".log").get(0);
        InspectedLog.flip(file, 8, 0x03);

        final InspectedLog seen = InspectedLog.of(partition);

        assertTrue(seen.damages().get(0).message().contains("newer format"), seen.findings::toString);
    }

    @Test
    void shouldNotTakeALengthAtItsWord() throws IOException {
        final Path partition = InspectedLog.closed(temporary.resolve("d"), 10);
        final Path file = InspectedLog.files(partition, ".log").get(0);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer header = ByteBuffer.allocate(80).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(header, 0);
            header.putLong(56, 100_000_000L / 4096 * 4096);
            final CRC32C crc = new CRC32C();
            crc.update(header.array(), 0, 76);
            header.putInt(76, (int) crc.getValue()).flip();
            channel.write(header.limit(80), 0);
            channel.write(ByteBuffer.allocate(1), 100_000_000L / 4096 * 4096 - 1);
            final ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            channel.write(length.putInt(0, 80_000_000), LogFormat.SEGMENT_HEADER_LENGTH);
        }

        final InspectedLog seen = InspectedLog.of(partition);

        assertNotNull(seen.segments.get(0));
        assertEquals(LogFormat.SEGMENT_HEADER_LENGTH, seen.damages().get(0).position(), seen.findings::toString);
    }
}
