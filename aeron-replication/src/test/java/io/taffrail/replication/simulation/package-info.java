/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A deterministic simulation of a group: nodes, network, disks and clocks from one seed. */
package io.taffrail.replication.simulation;
