/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

import java.io.IOException;

/** {@code bare-mapping}. */
public final class BareMappingProvider implements TargetProvider {
    /** For the service loader. */
    public BareMappingProvider() {
        // nothing to set
    }

    @Override
    public String name() {
        return "bare-mapping";
    }

    @Override
    public String description() {
        return "a copy into a touched mapping and a release store: no header, no checksum, one publisher";
    }

    @Override
    public boolean isEndless() {
        return false;
    }

    @Override
    public Target open(final TargetPlan plan) throws IOException {
        return new BareMapping(plan);
    }
}
