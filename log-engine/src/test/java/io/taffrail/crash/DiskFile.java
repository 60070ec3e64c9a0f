/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The bytes of one file: as the page cache has them, as the last force left them on the device, and for each sector that
 * changed since then what it held in between.
 */
final class DiskFile {
    private static final int SECTOR = Disk.SECTOR;
    private static final int MAX_VERSIONS = 10;
    private static final byte[] NOTHING = new byte[0];

    private byte[] present = NOTHING;
    private boolean isShared = true;
    private int size;
    private byte[] durable = NOTHING;
    private int durableSize;
    private Map<Integer, List<Version>> versions = new HashMap<>();
    private int sparsity;

    /** What a sector held from a moment on. */
    record Version(int moment, byte[] bytes) {}

    DiskFile() {}

    /** A file all of which is durable. */
    DiskFile(final Image.Content content) {
        present = content.bytes();
        size = content.size();
        forced();
    }

    DiskFile copy() {
        final DiskFile copy = new DiskFile();
        copy.present = present;
        copy.size = size;
        copy.durable = durable;
        copy.durableSize = durableSize;
        versions.forEach((sector, list) -> copy.versions.put(sector, new ArrayList<>(list)));
        isShared = true;
        return copy;
    }

    byte[] present() {
        isShared = true;
        return present;
    }

    int size() {
        return size;
    }

    byte[] durable() {
        return durable;
    }

    int durableSize() {
        return durableSize;
    }

    /** What sectors held since the last force, oldest first; those that are not here did not change. */
    Map<Integer, List<Version>> versions() {
        return versions;
    }

    /** The first bytes of a store take effect. */
    void store(final Event.Store store, final int length, final int moment) {
        final int end = store.position() + length;
        own(end);
        size = Math.max(size, end);
        int from = store.position();
        while (from < end) {
            final int to = Math.min(end, (from / SECTOR + 1) * SECTOR);
            if (!Arrays.equals(present, from, to, store.bytes(), from - store.position(), to - store.position())) {
                System.arraycopy(store.bytes(), from - store.position(), present, from, to - from);
                keep(from / SECTOR, moment);
            }
            from = to;
        }
    }

    void forced() {
        durable = present;
        durableSize = size;
        isShared = true;
        if (!versions.isEmpty()) {
            versions = new HashMap<>();
        }
    }

    private void own(final int length) {
        if (present.length < length) {
            present = Arrays.copyOf(present, (length + SECTOR - 1) / SECTOR * SECTOR);
            isShared = false;
        } else if (isShared) {
            present = present.clone();
            isShared = false;
        }
    }

    private void keep(final int sector, final int moment) {
        final List<Version> list = versions.computeIfAbsent(sector, key -> new ArrayList<>(4));
        final byte[] bytes =
                Arrays.copyOfRange(present, sector * SECTOR, Math.min(present.length, (sector + 1) * SECTOR));
        if (list.size() == MAX_VERSIONS) {
            list.remove(sparsity++ % (MAX_VERSIONS - 1));
        }
        list.add(new Version(moment, bytes));
    }
}
