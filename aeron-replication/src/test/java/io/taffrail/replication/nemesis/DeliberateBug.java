/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import io.taffrail.codecs.layout.LogFormat;
import io.taffrail.log.PartitionLog;
import io.taffrail.replication.replica.Replicator;
import io.taffrail.replication.simulation.Mutant;
import io.taffrail.testsupport.MutantLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/** A piece of a source file of {@code io.taffrail.replication}, and what stands there instead. */
enum DeliberateBug {
    /** What only the leader has is acknowledged to those who wait for more. */
    LEADER_ACKNOWLEDGES(
            "replica.ReplicaState",
            "            case QUORUM -> highWatermark;\n            case ALL -> heldByAll;\n        };\n    }\n\n    boolean",
            "            case QUORUM, ALL -> leaderEnd;\n        };\n    }\n\n    boolean",
            "LOST_WRITE"),
    /** A follower keeps what its leader does not have. */
    NOT_TRUNCATED("raft.Following", "            effects.truncate(common);\n", "", "waited in vain"),
    /** A leader that has stepped down goes on appending. */
    PUBLISHERS_NOT_FENCED("replica.Replica", "        log.fence();\n", "", "log is not fenced");

    private final String className;
    private final String original;
    private final String changed;
    private final String evidence;

    DeliberateBug(final String className, final String original, final String changed, final String evidence) {
        this.className = "io.taffrail.replication." + className;
        this.original = original;
        this.changed = changed;
        this.evidence = evidence;
    }

    /** What is said when it is found. */
    String evidence() {
        return evidence;
    }

    /** Compile the class with the bug into a directory that exists. */
    void write(final Path directory) throws IOException {
        final Path source = Mutant.root()
                .resolve(Path.of("aeron-replication", "src", "main", "java", className.replace('.', '/') + ".java"));
        final String text = Files.readString(source);
        final int at = text.indexOf(original);
        if (at < 0 || text.indexOf(original, at + 1) >= 0) {
            throw new IllegalStateException(this + ": the source must have this once: " + original);
        }
        MutantLoader.write(
                directory,
                className,
                text.substring(0, at) + changed + text.substring(at + original.length()),
                Replicator.class,
                PartitionLog.class,
                LogFormat.class,
                DirectBuffer.class);
    }
}
