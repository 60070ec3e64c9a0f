/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

/** The pipeline could not go on: the message says where and why, and is all the user sees. */
final class PipelineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PipelineException(final String message) {
        super(message);
    }
}
