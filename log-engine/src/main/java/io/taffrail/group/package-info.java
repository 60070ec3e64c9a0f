/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The coordinator of consumer groups as a pure state machine: Kafka's classic group protocol and committed offsets. A
 * request and the time go in, records to append and answers come out; it knows nothing of threads, logs or who calls it.
 *
 * <pre>
 *            a member joins                     all joined, or time is up
 *   EMPTY -----------------&gt; PREPARING_REBALANCE -----------------&gt; COMPLETING_REBALANCE
 *     ^                        ^          |                             |           |
 *     |   nobody joined again  |          |     member joins or leaves  |           | the leader's assignment
 *     +------------------------|----------+     &lt;-----------------------+           | is committed
 *                              |                                                    v
 *                              +------------------------------------------------ STABLE
 * </pre>
 *
 * <p>An offset that is committed in a transaction is pending until the log says how the transaction ended.
 *
 * <p>Start with {@link io.taffrail.group.GroupCore}. What must outlive the process are {@link io.taffrail.group.GroupRecord}s:
 * whoever runs the core appends them to a log and hands each back once it is committed.
 *
 * <p>Depends on {@code io.taffrail.model} and the JDK.
 */
package io.taffrail.group;
