/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

/**
 * What stands at an offset of a simulated log.
 *
 * @param term  in which it was appended.
 * @param value unique in a simulation, but for the first of a term.
 */
record Value(int term, long value) {}
