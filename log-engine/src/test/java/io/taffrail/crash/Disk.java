/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import io.taffrail.storage.BootId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A disk and the page cache above it, moved from event to event of a {@link History}, and the images that a crash at that
 * moment may leave.
 *
 * <p>A process that dies leaves what the page cache holds. A power loss leaves what was forced, and of everything since
 * then an arbitrary part: each sector as it was or as it became at some moment, each file at its old or its new size, each
 * change of a name or none of it.
 */
final class Disk {
    /** What a device writes at once or not at all, in bytes. */
    static final int SECTOR = 512;

    private final BootId bootId;
    private final Map<Integer, DiskFile> files = new HashMap<>();
    private final SortedSet<Path> directories = new TreeSet<>();
    private final SortedSet<Path> durableDirectories = new TreeSet<>();
    private final SortedMap<Path, Integer> names = new TreeMap<>();
    private final SortedMap<Path, Integer> durableNames = new TreeMap<>();
    private final List<Event.Naming> pending = new ArrayList<>();
    private int moment;

    /** A disk with nothing on it but a directory. */
    Disk(final BootId bootId, final Path root) {
        this.bootId = bootId;
        directories.add(root);
        durableDirectories.add(root);
    }

    /** A disk that holds an image, all of it durable. */
    Disk(final Image image) {
        bootId = image.bootId();
        directories.addAll(image.directories());
        durableDirectories.addAll(image.directories());
        names.putAll(image.names());
        durableNames.putAll(image.names());
        image.contents().forEach((file, content) -> files.put(file, new DiskFile(content)));
    }

    private Disk(final Disk other) {
        bootId = other.bootId;
        directories.addAll(other.directories);
        durableDirectories.addAll(other.durableDirectories);
        names.putAll(other.names);
        durableNames.putAll(other.durableNames);
        pending.addAll(other.pending);
        other.files.forEach((file, content) -> files.put(file, content.copy()));
        moment = other.moment;
    }

    /** The same disk, to go on independently: as the next process finds it, page cache included. */
    Disk copy() {
        return new Disk(this);
    }

    BootId bootId() {
        return bootId;
    }

    DiskFile file(final int number) {
        return files.get(number);
    }

    SortedSet<Path> durableDirectories() {
        return durableDirectories;
    }

    SortedMap<Path, Integer> durableNames() {
        return durableNames;
    }

    /** Changes of names that no force of their directory has followed, in order. */
    List<Event.Naming> pending() {
        return pending;
    }

    /** The next event happens. */
    void apply(final Event event) {
        moment++;
        if (event instanceof Event.Store store) {
            files.get(store.file()).store(store, store.bytes().length, moment);
        } else if (event instanceof Event.Force force) {
            files.get(force.file()).forced();
        } else if (event instanceof Event.ForceDirectory force) {
            forced(force.path());
        } else if (event instanceof Event.Naming naming) {
            if (naming instanceof Event.Create create) {
                files.put(create.file(), new DiskFile());
            }
            pending.add(naming);
            name(naming, names, directories);
        }
    }

    /** What a process leaves that dies now. */
    Image afterKill() {
        return image(names, directories);
    }

    /** Only the first bytes of a store happen. */
    void applyPart(final Event.Store store, final int length) {
        moment++;
        files.get(store.file()).store(store, length, moment);
    }

    /** Let a change of a name take effect. */
    static void name(
            final Event.Naming naming, final SortedMap<Path, Integer> names, final SortedSet<Path> directories) {
        if (naming instanceof Event.Create create) {
            names.put(create.path(), create.file());
        } else if (naming instanceof Event.Rename rename) {
            names.remove(rename.from(), rename.file());
            names.put(rename.to(), rename.file());
        } else if (naming instanceof Event.Delete delete) {
            names.remove(delete.path());
        } else if (naming instanceof Event.MakeDirectory make) {
            directories.add(make.path());
        }
    }

    private void forced(final Path directory) {
        pending.removeIf(naming -> {
            final boolean isHere = naming.directory().equals(directory);
            if (isHere) {
                name(naming, durableNames, durableDirectories);
            }
            return isHere;
        });
    }

    private Image image(final SortedMap<Path, Integer> found, final SortedSet<Path> foundDirectories) {
        final Map<Integer, Image.Content> contents = new HashMap<>();
        for (final int number : found.values()) {
            final DiskFile file = files.get(number);
            contents.put(number, new Image.Content(file.present(), file.size()));
        }
        return new Image(bootId, new TreeSet<>(foundDirectories), new TreeMap<>(found), contents);
    }
}
