/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.group;

import java.util.Arrays;
import java.util.Objects;

/**
 * A way of assigning that a member offers: for consumers the name of an assignor, and the member's subscription.
 *
 * @param name     of the protocol, such as {@code range}.
 * @param metadata of the member for it; the coordinator does not look inside. Not to be changed afterwards.
 */
public record Protocol(String name, byte[] metadata) {
    /** Checks the values. */
    public Protocol {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(metadata, "metadata");
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Protocol protocol
                && protocol.name.equals(name)
                && Arrays.equals(protocol.metadata, metadata);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(metadata);
    }

    @Override
    public String toString() {
        return name + "[" + metadata.length + " bytes]";
    }
}
