/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import io.taffrail.settings.Isolation;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an isolation as Kafka's {@code isolation.level} is written. */
final class IsolationConverter implements ITypeConverter<Isolation> {
    @Override
    public Isolation convert(final String text) {
        return Arrays.stream(Isolation.values())
                .filter(isolation -> isolation.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("\"" + text + "\" is none of "
                        + Arrays.stream(Isolation.values()).map(Isolation::text).collect(Collectors.joining(", "))));
    }
}
