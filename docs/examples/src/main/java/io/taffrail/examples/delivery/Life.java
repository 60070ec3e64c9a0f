/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.delivery;

import java.nio.file.Path;

/** The life of one worker, from its start to its crash or to the end of its work. */
@FunctionalInterface
interface Life {
    /**
     * Let a worker work.
     *
     * @param directory  that it opens.
     * @param guarantee  what kind of worker.
     * @param crashPoint where it is to crash, or {@link Work#NEVER}.
     * @return whether it came to the end of its work; false if it crashed.
     */
    boolean live(Path directory, Guarantee guarantee, int crashPoint);
}
