/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

import io.taffrail.engine.LogEngine;
import io.taffrail.schema.sbe.SchemaTexts;
import java.nio.file.Path;

/** Registers one schema after the other, says which, and does not end by itself. */
final class RegisteringMain {
    private RegisteringMain() {}

    public static void main(final String[] args) {
        final LogEngine engine = LogEngine.open(Path.of(args[0]));
        final SchemaRegistry registry = SchemaRegistry.of(engine);
        int number = registry.versions("s").size();
        System.out.println("opened " + number);
        while (true) {
            number++;
            registry.register("s", text(number));
            System.out.println("registered " + number);
        }
    }

    static String text(final int number) {
        return SchemaTexts.message(number, "", "<field name=\"a\" id=\"1\" type=\"int32\"/>");
    }
}
