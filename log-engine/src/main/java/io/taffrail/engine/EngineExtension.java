/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.engine;

/**
 * What is built on engines and has to go on when one is opened; found by {@link java.util.ServiceLoader}.
 */
public interface EngineExtension {
    /**
     * An engine was opened that has topics of its own beside the metadata. What is thrown is noted in its error log, and the
     * engine goes on without.
     *
     * @param engine in its whole.
     */
    void onOpened(LogEngine engine);
}
