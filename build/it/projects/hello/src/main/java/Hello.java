/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
// The README's hello world, held equal to it by ReadmeTest.
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.StartAt;
import java.nio.file.Path;

public class Hello {
    public static void main(String[] args) {
        try (var engine = LogEngine.open(Path.of(args[0]))) {
            engine.topics().create("greetings", 1);
            try (var publisher = engine.publisher("greetings");
                    var greetings = engine.subscribe("greetings", StartAt.earliest())) {
                publisher.publish("to", "hello, world");
                greetings.poll(record -> System.out.println(record.offset() + " " + record.valueAsString()), 10);
            }
        }
    }
}
