/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * {@code taffrail cluster}: {@link io.taffrail.tools.cluster.ClusterCommand} and its subcommands.
 */
package io.taffrail.tools.cluster;
