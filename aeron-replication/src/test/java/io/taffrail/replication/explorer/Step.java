/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import java.util.List;

/**
 * What one event does to one member.
 *
 * @param member    as it is then.
 * @param sent      packets, at most one to each other node.
 * @param ledTerm   term that it leads from now on, 0 for none.
 * @param votedTerm term in which it says whom it votes for, 0 for none.
 * @param votedFor  that candidate.
 * @param broken    what happened that must not, else null.
 */
record Step(int member, List<Integer> sent, int ledTerm, int votedTerm, int votedFor, String broken) {}
