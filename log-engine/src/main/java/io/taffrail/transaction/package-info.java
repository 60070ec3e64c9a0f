/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The coordinator of transactions as a pure state machine: Kafka's, with transaction version 2, where every end of a
 * transaction begins a new epoch. A request and the time go in; records to append, answers and markers to write come out; it
 * knows nothing of threads, logs or who calls it.
 *
 * <pre>
 *           partitions added              commit
 *   EMPTY -------------------&gt; ONGOING ------------&gt; PREPARE_COMMIT --+
 *     ^                        ^     |                                |  all markers
 *     | a producer             |     +-------------&gt; PREPARE_ABORT -+ |  are written
 *     | begins anew            |    abort, time is up,              | |
 *     |                        |    a producer begins anew          v v
 *     +------------------------+--------------------- COMPLETE_ABORT, COMPLETE_COMMIT
 * </pre>
 *
 * <p>An abort where nothing is ongoing goes through PREPARE_ABORT too: its producer gets a new epoch by it.
 *
 * <p>Start with {@link io.taffrail.transaction.TransactionCore}; epochs and producer ids are
 * {@link io.taffrail.transaction.ProducerIdentity}'s. What must outlive the process are
 * {@link io.taffrail.transaction.TransactionRecord}s: whoever runs the core appends them to a log and hands each back once
 * it is committed.
 *
 * <p>Depends on {@code io.taffrail.model} and the JDK.
 */
package io.taffrail.transaction;
