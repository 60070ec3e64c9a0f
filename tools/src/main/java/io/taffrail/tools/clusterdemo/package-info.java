/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * {@code cluster demo}: three nodes, each a process of its own, and what becomes of records when the leader is killed. Start
 * reading at {@link io.taffrail.tools.clusterdemo.ClusterDemoCommand}.
 */
package io.taffrail.tools.clusterdemo;
