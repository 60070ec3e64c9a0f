/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.storage.NativeBuffer;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RecordingBufferTest {
    private static final Pattern STORES = Pattern.compile("(put|set|add|getAnd|compareAnd).*");

    /** These are made of others, or of bytes that the engine never stores. */
    private static final Pattern TEXT = Pattern.compile("put.*(String|Ascii|Utf8).*");

    @Test
    void shouldRecordEveryMethodThatStores() {
        final List<String> missing = new ArrayList<>();
        for (final Method method : NativeBuffer.class.getMethods()) {
            final String name = method.getName();
            if (!Modifier.isStatic(method.getModifiers())
                    && STORES.matcher(name).matches()
                    && !name.startsWith("addressOffset")
                    && !TEXT.matcher(name).matches()
                    && !isOverridden(method)) {
                missing.add(method.toString());
            }
        }

        assertEquals(List.of(), missing, "stores through these would go unseen");
    }

    @Test
    void shouldTellWhereAStoreWasMade() {
        final List<String> stores = new ArrayList<>();
        final RecordingBuffer buffer = new RecordingBuffer(
                ByteBuffer.allocateDirect(64), 64, (index, length) -> stores.add(index + "+" + length));

        buffer.putLong(8, 1);
        buffer.compareAndSetInt(8, 1, 2);
        buffer.compareAndSetInt(8, 1, 3);
        buffer.putBytes(20, new byte[7]);
        buffer.getAndAddInt(0, 0);

        assertEquals(List.of("8+8", "8+4", "20+7"), stores);
        assertTrue(buffer.getInt(8) == 2);
    }

    private static boolean isOverridden(final Method method) {
        try {
            RecordingBuffer.class.getDeclaredMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (final NoSuchMethodException ex) {
            return false;
        }
    }
}
