/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

import io.taffrail.codecs.log.CheckpointDecoder;
import io.taffrail.codecs.log.CheckpointEncoder;
import io.taffrail.storage.BootId;

/** What an orderly moment of a log knew: its end if nothing was published since, its term and its start. */
final class Checkpoint {
    BootId bootId = new BootId(0, 0);
    boolean isClean;
    int term;
    long logStartOffset;
    long endOffset;
    long generation;
    long endPosition;

    void read(final CheckpointDecoder decoder) {
        bootId = new BootId(decoder.bootIdHigh(), decoder.bootIdLow());
        isClean = decoder.clean() == 1;
        term = decoder.term();
        logStartOffset = decoder.logStartOffset();
        endOffset = decoder.endOffset();
        generation = decoder.generation();
        endPosition = decoder.endPosition();
    }

    void write(final CheckpointEncoder encoder, final long sequence) {
        encoder.sequence(sequence)
                .bootIdHigh(bootId.high())
                .bootIdLow(bootId.low())
                .clean(isClean ? 1 : 0)
                .term(term)
                .logStartOffset(logStartOffset)
                .endOffset(endOffset)
                .generation(generation)
                .endPosition(endPosition)
                .reserved(0);
    }
}
