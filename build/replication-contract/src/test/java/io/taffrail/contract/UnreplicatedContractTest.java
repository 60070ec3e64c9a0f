/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.contract;

import io.taffrail.engine.LogEngine;
import io.taffrail.settings.EngineConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** An engine alone. */
class UnreplicatedContractTest extends ReplicationContract {
    @Override
    protected Subject start(
            final Path directory,
            final EngineConfig config,
            final List<String> topics,
            final Map<String, String> settings) {
        final LogEngine engine = LogEngine.open(directory, config);
        topics.forEach(topic -> engine.topics().create(topic, 1, settings));
        return new LoneEngine(engine, () -> LogEngine.open(directory, config));
    }

    /** The subject. */
    private static final class LoneEngine implements Subject {
        private final Supplier<LogEngine> opening;
        private LogEngine engine;

        LoneEngine(final LogEngine engine, final Supplier<LogEngine> opening) {
            this.engine = engine;
            this.opening = opening;
        }

        @Override
        public LogEngine publishing(final String topic) {
            return engine;
        }

        @Override
        public List<LogEngine> all() {
            return List.of(engine);
        }

        @Override
        public void restart() {
            engine.close();
            engine = opening.get();
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
