/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import java.nio.file.Path;

/** One thing that a process did to its disk. */
sealed interface Event {
    /** Bytes were stored through a mapping, or written through a file. */
    record Store(int file, int position, byte[] bytes) implements Event {
        @Override
        public String toString() {
            return "store file=" + file + " position=" + position + " length=" + bytes.length;
        }
    }

    /** A force of a file has completed. */
    record Force(int file) implements Event {}

    /** A change of the names in a directory. */
    sealed interface Naming extends Event {
        /** The directory whose entries changed. */
        Path directory();
    }

    /** An empty file was created. */
    record Create(Path path, int file) implements Naming {
        @Override
        public Path directory() {
            return path.getParent();
        }
    }

    /** A file was given another name in the same directory. */
    record Rename(Path from, Path to, int file) implements Naming {
        @Override
        public Path directory() {
            return from.getParent();
        }
    }

    /** A name was removed. */
    record Delete(Path path) implements Naming {
        @Override
        public Path directory() {
            return path.getParent();
        }
    }

    /** A directory was created. */
    record MakeDirectory(Path path) implements Naming {
        @Override
        public Path directory() {
            return path.getParent();
        }
    }

    /** A force of a directory has completed. */
    record ForceDirectory(Path path) implements Event {}
}
