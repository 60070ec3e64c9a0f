/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.coordinator;

import io.taffrail.engine.EngineExtension;
import io.taffrail.engine.LogEngine;

/**
 * Goes on coordinating transactions when an engine is opened in which there were some: what a crash left open is to be ended
 * whether anybody produces or not.
 */
public final class TransactionStarter implements EngineExtension {
    /** For the service loader. */
    public TransactionStarter() {
        // nothing to keep
    }

    @Override
    public void onOpened(final LogEngine engine) {
        if (engine.hasTopic(TransactionCoordinator.STATE_TOPIC)) {
            TransactionCoordinator.of(engine);
        }
    }
}
