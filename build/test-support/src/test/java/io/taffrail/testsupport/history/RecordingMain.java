/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport.history;

import java.nio.file.Path;

/** Records publishes until it is killed, and prints the offset of each once it is recorded. */
final class RecordingMain {
    private RecordingMain() {}

    public static void main(final String[] args) {
        final ProcessRecorder process =
                HistoryRecorder.to(HistoryFile.append(Path.of(args[0]))).process(0);
        for (long offset = 0; ; offset++) {
            process.invokePublish(0, offset).okAt(offset);
            System.out.println(offset);
        }
    }
}
