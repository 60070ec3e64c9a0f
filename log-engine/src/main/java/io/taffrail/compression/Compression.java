/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.compression;

import io.taffrail.settings.CompressionType;
import java.util.EnumMap;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * The kinds of compression that there are: gzip, and those on the class path.
 *
 * <p>Threading: any thread.
 */
public final class Compression {
    private static final Map<CompressionType, CompressionProvider> PROVIDERS = providers();

    private Compression() {}

    /**
     * A codec.
     *
     * @param type of compression, not {@link CompressionType#NONE}.
     * @return for the use of one thread.
     * @throws CompressionException if there is none on the class path.
     */
    public static CompressionCodec codec(final CompressionType type) {
        final CompressionProvider provider = PROVIDERS.get(type);
        if (provider == null) {
            throw new CompressionException("no codec for compression.type=" + type.text()
                    + ": add the library taffrail-compression to the class path");
        }
        return provider.codec();
    }

    /**
     * Whether there is a codec.
     *
     * @param type of compression.
     * @return true for {@link CompressionType#NONE} too.
     */
    public static boolean isAvailable(final CompressionType type) {
        return type == CompressionType.NONE || PROVIDERS.containsKey(type);
    }

    private static Map<CompressionType, CompressionProvider> providers() {
        final Map<CompressionType, CompressionProvider> found = new EnumMap<>(CompressionType.class);
        found.put(CompressionType.GZIP, new GzipProvider());
        ServiceLoader.load(CompressionProvider.class, Compression.class.getClassLoader())
                .forEach(provider -> found.put(provider.type(), provider));
        return found;
    }
}
