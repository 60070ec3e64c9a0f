/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

import io.taffrail.schema.sbe.SchemaProblem;

/**
 * Why a schema cannot become the next version of a subject.
 *
 * @param version   of the subject that it was compared with.
 * @param direction which of the two cannot read the other.
 * @param problem   what keeps it from it.
 */
public record Incompatibility(int version, Direction direction, SchemaProblem problem) {
    @Override
    public String toString() {
        return switch (direction) {
            case BACKWARD -> "cannot read version " + version + ": " + problem;
            case FORWARD -> "cannot be read by version " + version + ": " + problem;
        };
    }

    /** Which of two schemas cannot read the other. */
    public enum Direction {
        /** The new one cannot read the registered one's messages. */
        BACKWARD,
        /** The registered one cannot read the new one's messages. */
        FORWARD
    }
}
