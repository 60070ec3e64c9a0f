/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a directory under another boot id than the test's, and writes down what it holds: directory, file. */
final class HoldingsMain {
    private HoldingsMain() {}

    public static void main(final String[] arguments) throws IOException {
        System.out.println("opening");
        final Holdings holdings = Holdings.take(Path.of(arguments[0]));
        if (holdings == null) {
            System.out.println("taken: nothing");
            return;
        }
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[1]))))) {
            holdings.write(out);
        }
        System.out.println("taken: all");
    }
}
