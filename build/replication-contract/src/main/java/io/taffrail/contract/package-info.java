/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What a user of an engine may rely on, whoever replicates: one suite, which the unreplicated engine and every
 * implementation of {@link io.taffrail.log.Replication} pass. Start at {@link io.taffrail.contract.ReplicationContract}.
 *
 * <p>Depends on the log engine and JUnit, on no implementation. Nothing here is published.
 */
package io.taffrail.contract;
