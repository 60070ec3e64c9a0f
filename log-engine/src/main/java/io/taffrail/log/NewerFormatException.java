/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.layout.LogFormat;
import java.nio.file.Path;

/** A file was written by a newer version of Taffrail than this one. */
public final class NewerFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NewerFormatException(final Path path, final int found) {
        super("file has a newer format: file=" + path + " formatVersion=" + found + " supported="
                + LogFormat.FORMAT_VERSION + ": open it with the version of taffrail that wrote it, or a later one");
    }
}
