/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import java.util.List;

/**
 * What one node says to another.
 *
 * @param name      of the method that sends and receives it.
 * @param arguments of it, without the peer.
 */
record Message(String name, List<Object> arguments) {
    @Override
    public String toString() {
        return name + arguments;
    }
}
