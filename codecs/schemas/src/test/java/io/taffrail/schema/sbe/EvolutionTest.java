/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Ties the rules to what happens: of schemas that were changed by chance, whenever the rules say that one can read the other, it does,
 * and sees the same values in what both know, and nothing of the rest.
 */
@Timeout(300)
class EvolutionTest {
    private static final int ROUNDS = 200;
    private static final int STEPS = 4;
    private static final int MESSAGES = 6;

    private final Map<Boolean, Integer> verdicts = new TreeMap<>();

    @Test
    void shouldSeeTheSameWheneverTheRulesSayThatItCanBeRead() {
        final long seed = Long.getLong("taffrail.seed", System.nanoTime());
        System.out.println("seed=" + seed + ": run again with -Dtaffrail.seed=" + seed);
        final SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Parsed before = new Parsed(new RandomSchema(random));
            for (int step = 0; step < STEPS; step++) {
                final Parsed after = new Parsed(before.model.next(random));
                final String place = "seed=" + seed + " round=" + round + " step=" + step;
                check(before, after, random, place);
                check(after, before, random, place);
                before = after;
            }
        }
        System.out.println("verdicts=" + verdicts);
        assertTrue(verdicts.get(true) > ROUNDS && verdicts.get(false) > ROUNDS / 4, verdicts::toString);
    }

    private void check(final Parsed reader, final Parsed writer, final SplittableRandom random, final String place) {
        final boolean isReadable =
                SchemaRules.canRead(reader.schema, writer.schema).isEmpty();
        verdicts.merge(isReadable, 1, Integer::sum);
        for (int i = 0; i < MESSAGES; i++) {
            final List<RandomSchema.Node> templates = writer.model.messages;
            final RandomMessage message =
                    new RandomMessage(writer.model, templates.get(random.nextInt(templates.size())), random);
            final Supplier<String> about =
                    () -> place + " writer=" + writer.schema.text() + " reader=" + reader.schema.text();
            assertEquals(message.asSeenBy(writer.model), decode(writer, message), about);
            if (isReadable && message.asSeenBy(reader.model) != null) {
                assertEquals(message.asSeenBy(reader.model), decode(reader, message), about);
            }
        }
    }

    private static Map<String, Object> decode(final Parsed reader, final RandomMessage message) {
        final DecodedMessage decoded = reader.decoder.decode(message.buffer, 0, message.length());
        assertEquals(message.templateId(), decoded.templateId());
        return decoded.fields();
    }

    /** A schema that was made up, and what the code makes of its text. */
    private static final class Parsed {
        private final RandomSchema model;
        private final SbeSchema schema;
        private final MessageDecoder decoder;

        Parsed(final RandomSchema model) {
            this.model = model;
            schema = SbeSchema.parse(model.text());
            decoder = new MessageDecoder(schema);
        }
    }
}
