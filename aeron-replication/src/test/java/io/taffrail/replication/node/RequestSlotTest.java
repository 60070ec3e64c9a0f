/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestSlotTest {
    @TempDir
    Path temporary;

    @Test
    void shouldAnswerEachRequestOnce() throws IOException {
        final List<String> asked = new ArrayList<>();
        try (RequestSlot node = RequestSlot.create(temporary);
                RequestSlot operator = RequestSlot.open(temporary)) {
            assertEquals(0, node.poll((group, target) -> asked.add("nothing was asked")));
            final long first = operator.ask(77, 2);
            assertEquals(0, operator.outcome(first));

            assertEquals(1, node.poll((group, target) -> asked.add(group + " to " + target)));
            assertEquals(0, node.poll((group, target) -> asked.add("again")));

            assertEquals(RequestSlot.ACCEPTED, operator.outcome(first));
            final long second = operator.ask(78, 3);
            assertEquals(0, operator.outcome(second));
            assertEquals(1, node.poll((group, target) -> false));
            assertEquals(RequestSlot.REFUSED, operator.outcome(second));
        }
        assertEquals(List.of("77 to 2"), asked);
    }

    @Test
    void shouldForgetWhatWasAskedBeforeTheNodeStarted() throws IOException {
        try (RequestSlot before = RequestSlot.create(temporary);
                RequestSlot operator = RequestSlot.open(temporary)) {
            operator.ask(77, 2);
            try (RequestSlot node = RequestSlot.create(temporary)) {
                assertEquals(0, node.poll((group, target) -> true));
            }
            assertEquals(1, before.poll((group, target) -> true));
        }
    }

    @Test
    void shouldRefuseWhatIsNoRequestFile() throws IOException {
        assertTrue(assertThrows(EngineException.class, () -> RequestSlot.open(temporary))
                .getMessage()
                .contains("never ran"));
        Files.write(temporary.resolve(RequestSlot.NAME), new byte[4096]);
        assertThrows(EngineException.class, () -> RequestSlot.open(temporary));
        Files.write(temporary.resolve(RequestSlot.NAME), new byte[10]);
        assertThrows(EngineException.class, () -> RequestSlot.open(temporary));
    }
}
