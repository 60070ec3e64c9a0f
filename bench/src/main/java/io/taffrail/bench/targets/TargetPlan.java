/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.targets;

import java.nio.file.Path;

/**
 * What a target is opened for.
 *
 * @param directory      empty, for its files; deleted afterwards.
 * @param valueBytes     of every value.
 * @param publishers     threads that will send.
 * @param readers        threads that will receive; 0 when nobody reads.
 * @param look           how readers look again after they found nothing, where the target does that itself.
 * @param expectedValues how many values will be sent at most, 0 when nobody knows.
 * @param isPrepared     a burst: a target that can prepares room for all expected values before the first is sent.
 */
public record TargetPlan(
        Path directory,
        int valueBytes,
        int publishers,
        int readers,
        ReaderLook look,
        long expectedValues,
        boolean isPrepared) {}
