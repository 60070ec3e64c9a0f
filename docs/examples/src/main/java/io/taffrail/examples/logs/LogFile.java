/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of log lines. A stream is written to {@code app.log}; a rotation renames that to {@code app.log.1}, and what was
 * {@code app.log.1} to {@code app.log.2}.
 *
 * @param path   where it was when the folder was read.
 * @param stream that it is a part of, such as {@code app.log}.
 * @param age    0 for the file that is being written, else the number behind its name.
 * @param inode  by which it is known again when it was renamed.
 */
record LogFile(Path path, String stream, int age, long inode) {
    private static final Pattern ROTATED = Pattern.compile("(.+)\\.(\\d{1,9})");
    private static final Comparator<LogFile> OLDEST_FIRST =
            Comparator.comparing(LogFile::stream).thenComparing(LogFile::age, Comparator.reverseOrder());

    /** The files of a folder: stream by stream, the oldest of each first. */
    static List<LogFile> in(final Path folder) {
        List<LogFile> files = look(folder);
        List<LogFile> again = look(folder);
        while (!again.equals(files)) { // a folder that changes while it is read may show a file twice or not at all
            files = again;
            again = look(folder);
        }
        return files;
    }

    /** The inode that a path leads to now; -1 if there is none. */
    static long inodeOf(final Path path) {
        try {
            return ((Number) Files.getAttribute(path, "unix:ino")).longValue();
        } catch (final NoSuchFileException ex) {
            return -1;
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot look at file=" + path, ex);
        }
    }

    private static List<LogFile> look(final Path folder) {
        final List<LogFile> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(LogFile::isLog).map(LogFile::of).forEach(files::add);
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot read the folder logs=" + folder, ex);
        }
        files.sort(OLDEST_FIRST);
        return files;
    }

    private static boolean isLog(final Path path) {
        return Files.isRegularFile(path) && !path.getFileName().toString().startsWith(".");
    }

    private static LogFile of(final Path path) {
        final String name = path.getFileName().toString();
        final Matcher rotated = ROTATED.matcher(name);
        final boolean isRotated = rotated.matches();
        return new LogFile(
                path,
                isRotated ? rotated.group(1) : name,
                isRotated ? Integer.parseInt(rotated.group(2)) : 0,
                inodeOf(path));
    }
}
