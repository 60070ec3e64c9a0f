/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import io.taffrail.storage.BootId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Builds an image that a power loss may leave, by choices that follow from a seed. */
final class PowerLoss {
    private static final int SECTOR = Disk.SECTOR;
    private static final int PAGE = 4096;

    private final Disk disk;
    private final Random random;
    private final How how;

    /** Which of the bytes that were not forced are on the device. */
    enum How {
        /** None: the cache was lost as a whole. */
        NOTHING,
        /** All of them, although nobody asked. */
        EVERYTHING,
        /** Each sector or not. */
        SECTORS,
        /** Each sector as it was at any moment since the force. */
        SECTORS_IN_BETWEEN,
        /** Each page or not, or as it was at any moment. */
        PAGES,
        /** All but one sector: the smallest hole. */
        ALL_BUT_ONE,
        /** Only what stands behind a place: later bytes without earlier ones. */
        TAIL_ONLY
    }

    PowerLoss(final Disk disk, final long seed) {
        this.disk = disk;
        this.random = new Random(seed);
        this.how = How.values()[random.nextInt(How.values().length)];
    }

    Image image() {
        final SortedMap<Path, Integer> names = new TreeMap<>(disk.durableNames());
        final SortedSet<Path> directories = new TreeSet<>(disk.durableDirectories());
        chooseNames(names, directories);
        names.keySet().removeIf(path -> !directories.contains(path.getParent()));
        final Map<Integer, Image.Content> contents = new HashMap<>();
        for (final int number : names.values()) {
            contents.put(number, content(disk.file(number)));
        }
        final BootId next = new BootId(disk.bootId().high(), disk.bootId().low() + 1);
        return new Image(next, directories, names, contents);
    }

    /** None of the changes, all, those before a moment, or any of them. */
    private void chooseNames(final SortedMap<Path, Integer> names, final SortedSet<Path> directories) {
        final List<Event.Naming> pending = disk.pending();
        final int kept =
                switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> pending.size();
                    default -> random.nextInt(pending.size() + 1);
                };
        final boolean isAnyOrder = random.nextInt(3) == 0;
        for (int i = 0; i < pending.size(); i++) {
            if (isAnyOrder ? random.nextBoolean() : i < kept) {
                Disk.name(pending.get(i), names, directories);
            }
        }
    }

    private Image.Content content(final DiskFile file) {
        final int size = chooseSize(file);
        final byte[] bytes = new byte[(size + SECTOR - 1) / SECTOR * SECTOR];
        System.arraycopy(file.durable(), 0, bytes, 0, Math.min(size, file.durableSize()));
        if (how != How.NOTHING && !file.versions().isEmpty()) {
            chooseSectors(file, bytes);
        }
        return new Image.Content(bytes, size);
    }

    private int chooseSize(final DiskFile file) {
        final int before = file.durableSize();
        final int after = file.size();
        if (before == after || how == How.EVERYTHING) {
            return after;
        }
        return switch (random.nextInt(4)) {
            case 0 -> before;
            case 1 -> Math.min(after, before + random.nextInt(after - before + PAGE) / PAGE * PAGE);
            default -> after;
        };
    }

    private void chooseSectors(final DiskFile file, final byte[] bytes) {
        final Integer[] changed = file.versions().keySet().toArray(new Integer[0]);
        java.util.Arrays.sort(changed);
        final int special = changed[random.nextInt(changed.length)];
        final double likely = random.nextDouble();
        int page = -1;
        double draw = 0;
        int moment = 0;
        for (final int sector : changed) {
            final List<DiskFile.Version> versions = file.versions().get(sector);
            if (sector * SECTOR / PAGE != page) {
                page = sector * SECTOR / PAGE;
                draw = random.nextDouble();
                moment = momentOfOne(versions);
            }
            final DiskFile.Version chosen =
                    switch (how) {
                        case NOTHING -> null;
                        case EVERYTHING -> last(versions);
                        case SECTORS -> random.nextDouble() < likely ? last(versions) : null;
                        case SECTORS_IN_BETWEEN -> any(versions);
                        case PAGES -> draw < 0.3 ? null : draw < 0.7 ? last(versions) : asOf(versions, moment);
                        case ALL_BUT_ONE -> sector == special ? null : last(versions);
                        case TAIL_ONLY -> sector >= special ? last(versions) : null;
                    };
            put(chosen, sector, bytes);
        }
    }

    private static void put(final DiskFile.Version chosen, final int sector, final byte[] bytes) {
        final int from = sector * SECTOR;
        if (chosen != null && from < bytes.length) {
            System.arraycopy(chosen.bytes(), 0, bytes, from, Math.min(chosen.bytes().length, bytes.length - from));
        }
    }

    private int momentOfOne(final List<DiskFile.Version> versions) {
        return versions.get(random.nextInt(versions.size())).moment();
    }

    private DiskFile.Version any(final List<DiskFile.Version> versions) {
        final int drawn = random.nextInt(versions.size() + 1);
        return drawn == versions.size() ? null : versions.get(drawn);
    }

    private static DiskFile.Version last(final List<DiskFile.Version> versions) {
        return versions.get(versions.size() - 1);
    }

    private static DiskFile.Version asOf(final List<DiskFile.Version> versions, final int moment) {
        DiskFile.Version found = null;
        for (final DiskFile.Version version : versions) {
            if (version.moment() <= moment) {
                found = version;
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return "lost=" + how;
    }
}
