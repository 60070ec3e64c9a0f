/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.consumer;

/**
 * Which member of which generation of a group a consumer is: what a transaction needs to commit offsets in its name.
 *
 * @param groupId    of the group.
 * @param generation that the member belongs to; -1 for none.
 * @param memberId   its id; empty for none.
 * @param instanceId its instance id, or null.
 */
public record GroupMetadata(String groupId, int generation, String memberId, String instanceId) {}
