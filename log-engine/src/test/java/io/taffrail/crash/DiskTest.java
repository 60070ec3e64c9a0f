/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.storage.BootId;
import io.taffrail.storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds the model to what it says a crash may leave. */
class DiskTest {
    private static final Path ROOT = Path.of("/data");
    private static final Path FILE = ROOT.resolve("file");
    private static final int SEEDS = 200;
    private static final int SECTOR = Disk.SECTOR;

    private final Disk disk = new Disk(new BootId(1, 1), ROOT);
    private final RecordingStorage storage = new RecordingStorage(disk.afterKill());
    private int applied;

    @Test
    void shouldKeepForcedBytesInEveryImage() throws IOException {
        final StorageFile file = storage.create(FILE);
        file.write(filled(4 * SECTOR, 1), 0);
        file.force();
        storage.forceDirectory(ROOT);
        file.write(filled(SECTOR, 2), SECTOR);

        for (int seed = 0; seed < SEEDS; seed++) {
            final Image.Content content = lostPower(seed).contents().get(1);
            assertEquals(4 * SECTOR, content.size());
            assertEquals(1, content.bytes()[0]);
            assertEquals(1, content.bytes()[2 * SECTOR]);
        }
    }

    @Test
    void shouldLeaveEachSectorAsItWasAtSomeMoment() throws IOException {
        final StorageFile file = storage.create(FILE);
        file.write(filled(2 * SECTOR, 1), 0);
        file.force();
        storage.forceDirectory(ROOT);
        file.write(filled(2 * SECTOR, 2), 0);
        file.write(filled(2 * SECTOR, 3), 0);
        final Set<String> seen = new HashSet<>();

        for (int seed = 0; seed < SEEDS; seed++) {
            final byte[] bytes = lostPower(seed).contents().get(1).bytes();
            assertEquals(bytes[0], bytes[SECTOR - 1], "sectors are never torn");
            seen.add(bytes[0] + " " + bytes[SECTOR]);
        }

        assertEquals(
                Set.of("1 1", "1 2", "1 3", "2 1", "2 2", "2 3", "3 1", "3 2", "3 3"),
                seen,
                "old, new or in between, in any order");
    }

    @Test
    void shouldLoseNamesThatWereNotForced() throws IOException {
        storage.create(FILE).force();
        storage.forceDirectory(ROOT);
        storage.rename(FILE, ROOT.resolve("renamed"));
        storage.create(ROOT.resolve("another"));
        final Set<Set<Path>> seen = new HashSet<>();

        for (int seed = 0; seed < SEEDS; seed++) {
            final Image image = lostPower(seed);
            assertNotEquals(
                    image.names().containsKey(FILE), image.names().containsKey(ROOT.resolve("renamed")), "one of both");
            seen.add(image.names().keySet());
        }

        assertEquals(4, seen.size());
    }

    @Test
    void shouldRenameTheFileThatWasThereAndNoOther() throws IOException {
        storage.create(FILE).force();
        storage.forceDirectory(ROOT);
        storage.delete(FILE);
        storage.create(FILE).force();
        storage.rename(FILE, ROOT.resolve("renamed"));

        for (int seed = 0; seed < SEEDS; seed++) {
            final Integer renamed = lostPower(seed).names().get(ROOT.resolve("renamed"));
            assertTrue(renamed == null || renamed == 2, "file=" + renamed);
        }
    }

    @Test
    void shouldLeaveEverythingWhenOnlyTheProcessDies() throws IOException {
        final StorageFile file = storage.create(FILE);
        file.write(filled(SECTOR, 1), 0);
        file.map(SECTOR, true).buffer().putLong(8, 2);
        apply();

        final Image image = disk.afterKill();

        assertEquals(disk.bootId(), image.bootId());
        assertEquals(2, image.contents().get(1).bytes()[8]);
        assertEquals(1, image.contents().get(1).bytes()[16]);
    }

    @Test
    void shouldGoOnFromACopyWithWhatThePageCacheHolds() throws IOException {
        final StorageFile file = storage.create(FILE);
        file.write(filled(SECTOR, 1), 0);
        storage.forceDirectory(ROOT);
        apply();
        final Disk copy = disk.copy();
        file.force();
        apply();
        boolean isLost = false;

        for (int seed = 0; seed < SEEDS; seed++) {
            isLost |= new PowerLoss(copy, seed).image().contents().get(1).size() == 0;
            assertFalse(new PowerLoss(disk, seed).image().contents().get(1).size() == 0);
        }

        assertTrue(isLost, "the copy was not forced");
    }

    private Image lostPower(final int seed) {
        apply();
        return new PowerLoss(disk, seed).image();
    }

    private void apply() {
        while (applied < storage.history().moment()) {
            disk.apply(storage.history().event(applied++));
        }
    }

    private static ByteBuffer filled(final int length, final int value) {
        final ByteBuffer bytes = ByteBuffer.allocate(length);
        java.util.Arrays.fill(bytes.array(), (byte) value);
        return bytes;
    }
}
