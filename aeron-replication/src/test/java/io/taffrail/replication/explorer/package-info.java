/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * An exhaustive exploration of the core: every state that three members can reach within small bounds, breadth first. Start
 * at {@link io.taffrail.replication.explorer.Explorer}.
 */
package io.taffrail.replication.explorer;
