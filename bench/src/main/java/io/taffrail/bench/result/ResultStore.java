/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A directory of results: {@code 0001-burst-taffrail.json} each, and for latencies a histogram log of the same name
 * ({@code .hlog}), an interval a second with a tag for what was timed.
 *
 * <p>Threading: one thread.
 */
public final class ResultStore {
    private static final String JSON = ".json";
    private static final String HISTOGRAMS = ".hlog";
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path directory;

    private ResultStore(final Path directory) {
        this.directory = directory;
    }

    /** A stored result and where it is. */
    public record Stored(RunResult result, Path json, Path histograms) {}

    /**
     * A directory that is there, or is made.
     *
     * @param directory of results.
     * @return the store.
     * @throws IOException if it cannot be made.
     */
    public static ResultStore create(final Path directory) throws IOException {
        return new ResultStore(Files.createDirectories(directory));
    }

    /**
     * A directory that is there.
     *
     * @param directory of results.
     * @return the store.
     * @throws ResultException if it is not there.
     */
    public static ResultStore open(final Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new ResultException("no such directory of results: dir=" + directory);
        }
        return new ResultStore(directory);
    }

    /**
     * Where it is.
     *
     * @return the directory.
     */
    public Path directory() {
        return directory;
    }

    /**
     * A name for the next result, free of an ending.
     *
     * @param workload of it.
     * @return a path in the directory.
     * @throws IOException if the directory cannot be read.
     */
    public Path next(final Workload workload) throws IOException {
        int number = 0;
        for (final Path file : files()) {
            final String name = file.getFileName().toString();
            final int dash = name.indexOf('-');
            if (dash > 0 && name.substring(0, dash).chars().allMatch(Character::isDigit)) {
                number = Math.max(number, Integer.parseInt(name.substring(0, dash)));
            }
        }
        return directory.resolve(String.format(
                Locale.ROOT,
                "%04d-%s-%s",
                number + 1,
                workload.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                workload.target()));
    }

    /**
     * The file of histograms that goes with a name.
     *
     * @param base from {@link #next}.
     * @return a path.
     */
    public static Path histograms(final Path base) {
        return base.resolveSibling(base.getFileName() + HISTOGRAMS);
    }

    /**
     * Keep a result.
     *
     * @param base   from {@link #next}.
     * @param result to keep.
     * @throws IOException if it cannot be written.
     */
    public static void save(final Path base, final RunResult result) throws IOException {
        Files.write(base.resolveSibling(base.getFileName() + JSON), MAPPER.writeValueAsBytes(result));
    }

    /**
     * Take back what was kept under a name.
     *
     * @param base from {@link #next}.
     * @return the result.
     * @throws IOException     if it cannot be read.
     * @throws ResultException if it is no result, or one of another version.
     */
    public static RunResult load(final Path base) throws IOException {
        return read(base.resolveSibling(base.getFileName() + JSON));
    }

    /**
     * All results, in the order in which they were run.
     *
     * @return of this directory, none when it is empty.
     * @throws IOException     if one cannot be read.
     * @throws ResultException if a file is no result, or one of another version.
     */
    public List<Stored> all() throws IOException {
        final List<Stored> results = new ArrayList<>();
        for (final Path file : files()) {
            final String name = file.getFileName().toString();
            final String base = name.substring(0, name.length() - JSON.length());
            final Path histograms = file.resolveSibling(base + HISTOGRAMS);
            results.add(new Stored(read(file), file, Files.exists(histograms) ? histograms : null));
        }
        return results;
    }

    /**
     * Keep any of this package's records.
     *
     * @param file   to write.
     * @param record to keep.
     * @throws IOException if it cannot be written.
     */
    public static void write(final Path file, final Object record) throws IOException {
        Files.write(file, MAPPER.writeValueAsBytes(record));
    }

    /**
     * Take one back.
     *
     * @param file to read.
     * @param type of the record.
     * @param <T>  of the record.
     * @return the record.
     * @throws IOException if it cannot be read.
     */
    public static <T> T read(final Path file, final Class<T> type) throws IOException {
        return MAPPER.readValue(Files.readAllBytes(file), type);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(JSON))
                    .sorted()
                    .toList();
        }
    }

    private static RunResult read(final Path file) throws IOException {
        try {
            final JsonNode tree = MAPPER.readTree(Files.readAllBytes(file));
            final int format = tree.path("format").asInt(0);
            if (format != RunResult.FORMAT) {
                throw new ResultException(
                        format == 0
                                ? "not a result of taffrail bench: file=" + file
                                : "a result of another version: file=" + file + " format=" + format + " expected="
                                        + RunResult.FORMAT
                                        + ": read it with the version that wrote it, or move it away");
            }
            return MAPPER.treeToValue(tree, RunResult.class);
        } catch (final JsonProcessingException ex) {
            throw new ResultException("not a result of taffrail bench: file=" + file + ": " + ex.getOriginalMessage());
        }
    }
}
