/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Runs the coordinators over logs of the engine: appends what they decide, hands back what is committed, gives them the
 * time, and releases their answers.
 *
 * <pre>
 *   request --&gt; core --&gt; records --&gt; append --&gt; log of __consumer_offsets
 *                ^                                      |
 *                +---- apply, release answers &lt;---------+  what is committed is read back
 * </pre>
 *
 * <p>Start with {@link io.taffrail.coordinator.GroupCoordinator}.
 *
 * <p>Depends on {@code io.taffrail.engine}, {@code io.taffrail.group}, {@code io.taffrail.transaction}, {@code io.taffrail.assignor},
 * {@code io.taffrail.model}, what those depend on, and the codecs.
 */
package io.taffrail.coordinator;
