/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * {@code taffrail groups}: {@link io.taffrail.tools.groups.GroupsCommand} and its subcommands, one class each. Looking reads
 * the log of the groups ({@link io.taffrail.coordinator.GroupsView}), changing goes through the coordinator of an engine. May
 * depend on the log engine and {@code console}.
 */
package io.taffrail.tools.groups;
