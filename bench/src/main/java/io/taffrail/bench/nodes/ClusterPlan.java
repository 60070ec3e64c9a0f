/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.nodes;

import java.nio.file.Path;

/**
 * A cluster whose leader is to be killed.
 *
 * @param directory   for its files.
 * @param electionMs  milliseconds without a word from the leader after which a member thinks of an election.
 * @param heartbeatMs milliseconds between two heartbeats of a leader.
 * @param rate        values a second.
 * @param valueBytes  of a value, 8 or more.
 */
public record ClusterPlan(Path directory, int electionMs, int heartbeatMs, int rate, int valueBytes) {}
