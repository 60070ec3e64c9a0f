/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.schemas;

import io.taffrail.schema.sbe.SbeSchema;
import io.taffrail.tools.console.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** Reads a schema from where a command's argument says. */
public final class SchemaFile {
    private static final String STANDARD_INPUT = "-";

    private SchemaFile() {}

    /**
     * Read and parse a schema; what the SBE tool warns of goes to standard error.
     *
     * @param spec of the command.
     * @param file its name, or {@code -} for standard input.
     * @return the schema.
     * @throws IllegalArgumentException if it cannot be read, or is no schema; the message says why.
     */
    public static SbeSchema read(final CommandSpec spec, final String file) {
        final SbeSchema schema = SbeSchema.parse(text(spec, file));
        for (final String warning : schema.warnings()) {
            spec.commandLine().getErr().println("warning: " + warning);
        }
        spec.commandLine().getErr().flush();
        return schema;
    }

    private static String text(final CommandSpec spec, final String file) {
        try {
            final byte[] bytes = bytes(spec, file);
            final String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text; // some editors begin with it
        } catch (final CharacterCodingException ex) {
            throw new IllegalArgumentException("schema must be UTF-8: file=" + file, ex);
        } catch (final IOException ex) {
            throw new IllegalArgumentException("cannot read file=" + file + ": " + ex.getMessage(), ex);
        }
    }

    /** One byte more than may be there is enough to see that it is too long. */
    private static byte[] bytes(final CommandSpec spec, final String file) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return Streams.of(spec).in().readNBytes(SbeSchema.MAX_BYTES + 1);
        }
        final Path path = Path.of(file);
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("no such file: file=" + file);
        }
        if (Files.isDirectory(path)) {
            throw new IllegalArgumentException("not a file but a directory: file=" + file);
        }
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(SbeSchema.MAX_BYTES + 1);
        }
    }
}
