/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.simulation;

/** What all nodes of a simulation share. */
record World(Faults faults, SimulatedNetwork network, Checker checker, SeededRandom random, Transcript transcript) {}
