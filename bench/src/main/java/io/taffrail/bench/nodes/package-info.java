/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Nodes of a replicated log: one in this JVM, others in JVMs of their own that are told what to do by lines of text. Start
 * with {@link io.taffrail.bench.nodes.NodePlan}.
 */
package io.taffrail.bench.nodes;
