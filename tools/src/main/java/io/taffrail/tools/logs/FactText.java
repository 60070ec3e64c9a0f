/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.logs;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.log.LogFacts;
import io.taffrail.settings.CompressionType;
import io.taffrail.tools.console.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words for values of the format. */
final class FactText {
    private FactText() {}

    static String id(final long id) {
        return Long.toHexString(id);
    }

    static String crc(final int crc) {
        return String.format("%08x", crc);
    }

    /** A timestamp, or a dash where there is none. */
    static String time(final long epochNs) {
        return epochNs == Long.MIN_VALUE ? "-" : Text.time(epochNs);
    }

    static String attributes(final LogFacts.Batch batch) {
        final List<String> names = new ArrayList<>();
        final int bits = batch.attributes();
        if (batch.isFiller()) {
            names.add("filler");
        } else if (batch.isVoid()) {
            names.add("void");
        } else {
            names.add((bits & LogFormat.ATTRIBUTE_LOG_APPEND_TIME) == 0 ? "create-time" : "append-time");
        }
        if ((bits & LogFormat.ATTRIBUTE_TRANSACTIONAL) != 0) {
            names.add("transactional");
        }
        if ((bits & LogFormat.ATTRIBUTE_CONTROL) != 0) {
            names.add("control");
        }
        final CompressionType compression = CompressionType.ofId(bits & LogFormat.ATTRIBUTE_COMPRESSION_MASK);
        if (compression != CompressionType.NONE) {
            names.add(compression == null ? "unknown compression" : compression.text());
        }
        return String.join(",", names);
    }

    /** Who wrote a batch, and what an end marker says; nothing for a batch without a producer. */
    static String producer(final LogFacts.Batch batch) {
        if (!batch.isOfProducer()) {
            return "";
        }
        final String producer = "  producerId=" + batch.producerId() + " epoch=" + batch.producerEpoch();
        return batch.endMarker() == null
                ? producer
                : "  end marker " + batch.endMarker().text() + producer.substring(1) + " coordinatorTerm="
                        + batch.endMarker().coordinatorTerm();
    }

    static String finding(final LogFacts.Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT) + ": file=" + finding.path() + " position="
                + finding.position() + " " + finding.message();
    }
}
