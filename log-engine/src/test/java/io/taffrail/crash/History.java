/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.crash;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that one process did to its disk, in order. A moment is a number of events: at moment 3 the first three have
 * happened.
 */
final class History {
    private final List<Event> events = new ArrayList<>();
    private boolean isStopped;

    void add(final Event event) {
        if (!isStopped) {
            events.add(event);
        }
    }

    /** The present moment. */
    int moment() {
        return events.size();
    }

    Event event(final int index) {
        return events.get(index);
    }

    /** Record nothing any more. */
    void stop() {
        isStopped = true;
    }
}
