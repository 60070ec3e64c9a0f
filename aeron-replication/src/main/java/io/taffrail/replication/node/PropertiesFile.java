/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A file of Java properties, in UTF-8; a key that is given twice is an error and not the last one's. */
final class PropertiesFile {
    private PropertiesFile() {}

    static Map<String, String> read(final Path path) {
        final Map<String, String> values = new TreeMap<>();
        try (Reader reader = Files.newBufferedReader(path)) {
            new Once(values).load(reader);
        } catch (final NoSuchFileException ex) {
            throw new IllegalArgumentException("no such configuration file: file=" + path);
        } catch (final CharacterCodingException ex) {
            throw new IllegalArgumentException("configuration file is not text in UTF-8: file=" + path, ex);
        } catch (final IOException ex) {
            throw new UncheckedIOException("cannot read configuration file=" + path, ex);
        } catch (final IllegalArgumentException ex) {
            throw new IllegalArgumentException(ex.getMessage() + ": file=" + path, ex);
        }
        return values;
    }

    /** Sees each key as the file is read. */
    private static final class Once extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, String> values;

        Once(final Map<String, String> values) {
            this.values = values;
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // one thread
        public Object put(final Object key, final Object value) {
            if (values.put((String) key, (String) value) != null) {
                throw new IllegalArgumentException("setting given twice: key=" + key);
            }
            return null;
        }
    }
}
