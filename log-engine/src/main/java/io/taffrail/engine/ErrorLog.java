/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.ErrorLogReader;

/** Reads the error log of an engine, from any process and also after that engine ended. */
public final class ErrorLog {
    private static final long MAX_LENGTH = 1 << 26;

    private ErrorLog() {}

    /**
     * An error.
     *
     * @param count   how often it happened.
     * @param firstMs when first, milliseconds since the epoch.
     * @param lastMs  when last, milliseconds since the epoch.
     * @param text    the exception with its stack trace.
     */
    public record Entry(int count, long firstMs, long lastMs, String text) {}

    /**
     * Read the errors of a data directory.
     *
     * @param directory that an engine made.
     * @return the distinct errors, in the order of their first time; none when there is no error log.
     * @throws EngineException if the file cannot be read, or is not an error log.
     */
    public static List<Entry> read(final Path directory) {
        final Path path = directory.resolve(EngineErrors.NAME);
        final List<Entry> entries = new ArrayList<>();
        try {
            if (Files.size(path) > MAX_LENGTH) {
                throw notSound(path, null);
            }
            final byte[] bytes = Files.readAllBytes(path);
            final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes.length));
            buffer.putBytes(0, bytes);
            ErrorLogReader.read(
                    buffer, (count, firstMs, lastMs, text) -> entries.add(new Entry(count, firstMs, lastMs, text)));
        } catch (final NoSuchFileException ex) {
            return List.of();
        } catch (final IOException ex) {
            throw new EngineException("cannot read the error log: file=" + path + ": " + LogEngine.describe(ex), ex);
        } catch (final IndexOutOfBoundsException | IllegalArgumentException ex) {
            throw notSound(path, ex);
        }
        return entries;
    }

    private static EngineException notSound(final Path path, final RuntimeException cause) {
        return new EngineException("not an error log: file=" + path + ": its bytes are not those of one", cause);
    }
}
