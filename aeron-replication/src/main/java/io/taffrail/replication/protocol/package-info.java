/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How members' messages travel: encoded by SBE, those of all groups to one node together, and decoded with the suspicion
 * that bytes from a network deserve.
 */
package io.taffrail.replication.protocol;
