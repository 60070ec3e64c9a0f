/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/** Why a log's present tail accepts claims or refuses them. */
enum TailState {
    /** Claims are accepted; left by a roll, a fence, or when the log falls idle. */
    OPEN,
    /** Nothing is mapped; left for OPEN by the first publish. */
    IDLE,
    /** The log was fenced; left for OPEN when a term begins here. */
    FENCED,
    /** A force failed or bytes were found wrong: nothing is appended until the log is opened again. */
    FAILED,
    /** The log is closed for good. */
    CLOSED
}
