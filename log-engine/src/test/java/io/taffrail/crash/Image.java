/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import io.taffrail.storage.BootId;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * What a disk holds when a process starts on it.
 *
 * @param bootId      boot under which that process runs.
 * @param directories that exist.
 * @param names       files by path.
 * @param contents    bytes of the files; not to be changed.
 */
record Image(
        BootId bootId, SortedSet<Path> directories, SortedMap<Path, Integer> names, Map<Integer, Content> contents) {
    /**
     * Bytes of a file.
     *
     * @param bytes at least as many as the file has.
     * @param size  of the file.
     */
    record Content(byte[] bytes, int size) {}

    /** A number by which images are told apart. */
    long hash() {
        final CRC32C first = new CRC32C();
        final CRC32 second = new CRC32();
        final byte[] head = (bootId + " " + directories + " " + names.keySet()).getBytes();
        first.update(head);
        second.update(head);
        for (final int file : names.values()) {
            final Content content = contents.get(file);
            first.update(content.size);
            first.update(content.bytes, 0, content.size);
            second.update(content.bytes, 0, content.size);
        }
        return first.getValue() << 32 | second.getValue();
    }
}
