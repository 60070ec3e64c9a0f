/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the transcripts of a directory. */
public final class ScriptDirectory {
    /** How their files end. */
    public static final String SUFFIX = ".txt";

    private ScriptDirectory() {}

    /** All transcripts of a directory among the resources of this module, sorted by name. */
    static List<Transcript> onClassPath(final String directory) {
        final URL url = ScriptDirectory.class.getClassLoader().getResource(directory);
        if (url == null) {
            throw new IllegalStateException("not on the class path, directory=" + directory);
        }
        try {
            final URI uri = url.toURI();
            if (!"jar".equals(uri.getScheme())) {
                return in(Path.of(uri));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return in(jar.getPath(directory));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final URISyntaxException e) {
            throw new IllegalStateException("not a place to read from, url=" + url, e);
        }
    }

    /**
     * All transcripts of a directory.
     *
     * @param directory where they are.
     * @return sorted by name, never empty.
     * @throws IOException if it cannot be read.
     * @throws IllegalStateException if there are none.
     */
    public static List<Transcript> in(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            final List<Path> scripts = files.filter(
                            file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
            if (scripts.isEmpty()) {
                throw new IllegalStateException("no transcripts, directory=" + directory);
            }
            final List<Transcript> transcripts = new ArrayList<>();
            for (final Path script : scripts) {
                final String file = script.getFileName().toString();
                transcripts.add(Transcript.parse(
                        file.substring(0, file.length() - SUFFIX.length()),
                        Files.readString(script, StandardCharsets.UTF_8)));
            }
            return List.copyOf(transcripts);
        }
    }
}
