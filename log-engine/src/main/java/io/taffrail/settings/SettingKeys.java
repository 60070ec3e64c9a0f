/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

import static io.taffrail.settings.SettingDefinition.Change.FIXED;
import static io.taffrail.settings.SettingDefinition.Change.LIVE;
import static io.taffrail.settings.SettingDefinition.Change.NEXT_OPEN;
import static io.taffrail.settings.SettingDefinition.Change.NEXT_SEGMENT;
import static io.taffrail.settings.SettingDefinition.define;

import io.taffrail.settings.ValueRule.Decimal;
import io.taffrail.settings.ValueRule.OneOf;
import io.taffrail.settings.ValueRule.SomeOf;
import io.taffrail.settings.ValueRule.WholeNumber;
import java.util.List;

/**
 * Every setting there is: its key, type, default, valid values and meaning, each in one place.
 *
 * <p>{@code docs/configuration.md} shows the same two tables; a test compares them cell by cell.
 */
public final class SettingKeys {
    /** Age at which a sealed segment is deleted. */
    public static final String RETENTION_MS = "retention.ms";

    /** Size a partition is kept at. */
    public static final String RETENTION_BYTES = "retention.bytes";

    /** Largest size of a segment file. */
    public static final String SEGMENT_BYTES = "segment.bytes";

    /** Age at which a segment is sealed. */
    public static final String SEGMENT_MS = "segment.ms";

    /** Largest record batch. */
    public static final String MAX_MESSAGE_BYTES = "max.message.bytes";

    /** Whose clock stamps records: {@link TimestampType}. */
    public static final String MESSAGE_TIMESTAMP_TYPE = "message.timestamp.type";

    /** Distance between two index entries. */
    public static final String INDEX_INTERVAL_BYTES = "index.interval.bytes";

    /** How old records go away: {@link CleanupPolicy}. */
    public static final String CLEANUP_POLICY = "cleanup.policy";

    /** How batches are compressed. */
    public static final String COMPRESSION_TYPE = "compression.type";

    /** Time that a tombstone is kept. */
    public static final String DELETE_RETENTION_MS = "delete.retention.ms";

    /** Age before which records are not compacted. */
    public static final String MIN_COMPACTION_LAG_MS = "min.compaction.lag.ms";

    /** Age at which records are compacted. */
    public static final String MAX_COMPACTION_LAG_MS = "max.compaction.lag.ms";

    /** Part of a log that is not clean when it is compacted. */
    public static final String MIN_CLEANABLE_DIRTY_RATIO = "min.cleanable.dirty.ratio";

    /** When records are forced: {@link Durability}. */
    public static final String DURABILITY = "durability";

    /** Time between two forces. */
    public static final String FLUSH_MS = "flush.ms";

    /** Whether files have their full size from the start. */
    public static final String PREALLOCATE = "preallocate";

    /** Replicas that must be in sync. */
    public static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";

    // Names of an engine's values. What each means stands in ENGINE.
    static final String CLOCK = "clock";
    static final String MAX_BLOCK_MS = "maxBlockMs";
    static final String THREADING = "threading";
    static final String CLAIM_TIMEOUT_MS = "claimTimeoutMs";
    static final String COUNTER_CAPACITY = "counterCapacity";
    static final String PRODUCER_ID_EXPIRATION_MS = "producerIdExpirationMs";
    static final String CLEANER_DEDUPE_BUFFER_SIZE = "cleanerDedupeBufferSize";
    static final String CLEANER_BACKOFF_MS = "cleanerBackoffMs";

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int HOUR_MS = 60 * 60 * 1000;

    /** Settings of a topic, {@link TopicSettings}, in the order of the documentation. */
    public static final List<SettingDefinition> TOPIC = List.of(
            define(RETENTION_MS, WholeNumber.ofLong(-1), "604800000", LIVE)
                    .meaning("A sealed segment whose newest record is older than this is deleted. -1: no limit.")
                    .kafka("Kafka also seals the segment being written once all of it is this old; here `segment.ms`"
                            + " seals it."),
            define(RETENTION_BYTES, WholeNumber.ofLong(-1), "-1", LIVE)
                    .meaning("The oldest sealed segments of a partition are deleted while the partition would still"
                            + " hold at least this many bytes without them. -1: no limit.")
                    .kafka("Same; values below -1 are refused."),
            define(SEGMENT_BYTES, WholeNumber.ofInt(64 * KIB, 1024 * MIB).multipleOf(4096), "134217728", NEXT_SEGMENT)
                    .meaning("Largest size of a segment file. The first is 64 KiB; they grow up to this at each roll.")
                    .kafka("Default is 1073741824, the minimum is 1048576 (since 4.0), any number of bytes."),
            define(SEGMENT_MS, WholeNumber.ofLong(1), "604800000", LIVE)
                    .meaning("A segment that has records is sealed at this age even when it is not full, so that"
                            + " retention can delete it.")
                    .kafka("Same."),
            define(MAX_MESSAGE_BYTES, WholeNumber.ofInt(64, 16 * MIB), "1048588", LIVE)
                    .meaning("Largest record batch in bytes, its header of 64 bytes included; a larger one is too"
                            + " large to publish.")
                    .kafka("From 0, without an upper limit."),
            define(MESSAGE_TIMESTAMP_TYPE, OneOf.words(TimestampType.values()), "CreateTime", LIVE)
                    .meaning("Timestamps are the publisher's (`CreateTime`) or the engine's (`LogAppendTime`).")
                    .kafka("Same; our timestamps are nanoseconds."),
            define(INDEX_INTERVAL_BYTES, WholeNumber.ofInt(0, Integer.MAX_VALUE), "4096", NEXT_SEGMENT)
                    .meaning("Bytes of records between two entries of an index. 0: an entry for every batch.")
                    .kafka("Same."),
            define(CLEANUP_POLICY, new SomeOf(List.of("compact", "delete")), "delete", LIVE)
                    .meaning(
                            "How old records go away: whole segments, by `retention.ms` and `retention.bytes` (`delete`);"
                                    + " all but the newest of each key (`compact`), then every record has a key; or both.")
                    .kafka("Same. Partitions with replicas are not compacted."),
            define(COMPRESSION_TYPE, OneOf.words(CompressionType.values()), "none", LIVE)
                    .meaning("How batches are compressed that are published from now on, where that makes them smaller."
                            + " Records published one by one, and those written in place, are not. All but `gzip`"
                            + " need the library taffrail-compression on the class path.")
                    .kafka("Default is `producer`: here the topic alone decides."),
            define(DELETE_RETENTION_MS, WholeNumber.ofLong(0), "86400000", LIVE)
                    .meaning(
                            "Time for which a tombstone stays after the first pass that found it to be the newest of its"
                                    + " key, so that whoever reads from the start sees it.")
                    .kafka("Same; here it may stay 1/32 longer."),
            define(MIN_COMPACTION_LAG_MS, WholeNumber.ofLong(0), "0", LIVE)
                    .meaning("A segment whose newest record is younger than this is not compacted, nor any behind it.")
                    .kafka("Same."),
            define(MAX_COMPACTION_LAG_MS, WholeNumber.ofLong(1), "9223372036854775807", LIVE)
                    .meaning(
                            "A sealed segment that is not compacted although its newest record is older than this makes a"
                                    + " pass due, whatever `min.cleanable.dirty.ratio` says. Segments of such topics are sealed at"
                                    + " this age too.")
                    .kafka("Kafka counts from the first record of the segment."),
            define(MIN_CLEANABLE_DIRTY_RATIO, new Decimal(0, 1), "0.5", LIVE)
                    .meaning("A pass is due when more than this part of the bytes that it would read are not clean.")
                    .kafka("Same."),
            define(DURABILITY, OneOf.words(Durability.values()), "async", NEXT_OPEN)
                    .meaning("When records are forced to the device: never while they arrive (`async`), every"
                            + " `flush.ms` (`interval`), or as soon as possible (`sync`).")
                    .kafka("Not in Kafka, which is like `async` unless `flush.ms` or `flush.messages` is set."),
            define(FLUSH_MS, WholeNumber.ofLong(1), "100", LIVE)
                    .meaning("Time between two forces with `durability=interval`; has no effect otherwise.")
                    .kafka("From 0, default is 9223372036854775807 (never)."),
            define(
                            PREALLOCATE,
                            OneOf.alwaysTrue().withHint("segments are mapped and cannot grow while written"),
                            "true",
                            FIXED)
                    .meaning(
                            "Segment files have their full size from the start, always; the setting is here to say so.")
                    .kafka("Default is `false`."),
            define(
                            MIN_INSYNC_REPLICAS,
                            WholeNumber.ofInt(1, 1).withHint("more than one needs replication, in a later release"),
                            "1",
                            FIXED)
                    .meaning("Replicas that must be in sync before a publish is accepted.")
                    .kafka("Any number from 1."));

    /** Configuration of an engine, {@link EngineConfig}, in the order of the documentation. */
    public static final List<SettingDefinition> ENGINE = List.of(
            define(CLOCK, OneOf.constants(ClockMode.values()), "CACHED", NEXT_OPEN)
                    .meaning("Clock that stamps records: one read once per tick of at most 1 ms, or the system's at"
                            + " every publish.")
                    .kafka("Kafka reads the system's clock, in milliseconds."),
            define(MAX_BLOCK_MS, WholeNumber.ofInt(0, HOUR_MS), "1000", NEXT_OPEN)
                    .meaning("Time a publish waits for prepared space before it answers that there is none. 0: never"
                            + " waits.")
                    .kafka("`max.block.ms` of the producer, default is 60000."),
            define(THREADING, OneOf.constants(Threading.values()), "THREADS", NEXT_OPEN)
                    .meaning("Background duties run in the engine's own threads, or where the application invokes"
                            + " them.")
                    .kafka("Not in Kafka."),
            define(CLAIM_TIMEOUT_MS, WholeNumber.ofInt(1, HOUR_MS), "10000", NEXT_OPEN)
                    .meaning("A claim that stays open longer than this is counted and reported; it is never taken"
                            + " from a living thread.")
                    .kafka("Not in Kafka."),
            define(COUNTER_CAPACITY, WholeNumber.ofInt(64, 1024 * KIB), "4096", NEXT_OPEN)
                    .meaning("How many counters the engine can have.")
                    .kafka("Not in Kafka."),
            define(PRODUCER_ID_EXPIRATION_MS, WholeNumber.ofInt(1, Integer.MAX_VALUE), "86400000", NEXT_OPEN)
                    .meaning(
                            "Time after which a partition forgets an idempotent producer that published nothing to it.")
                    .kafka("`producer.id.expiration.ms`; Kafka counts from the timestamp of the last record, here it is"
                            + " the engine's own clock."),
            define(CLEANER_DEDUPE_BUFFER_SIZE, WholeNumber.ofInt(MIB, 2047 * MIB), "134217728", NEXT_OPEN)
                    .meaning(
                            "Memory outside the heap for the keys of a compaction, 30 bytes each, taken while one runs."
                                    + " What does not fit is left to the next one.")
                    .kafka("`log.cleaner.dedupe.buffer.size`, same default; there 27 bytes a key."),
            define(CLEANER_BACKOFF_MS, WholeNumber.ofInt(1, HOUR_MS), "15000", NEXT_OPEN)
                    .meaning("Time between two looks for something to compact.")
                    .kafka("`log.cleaner.backoff.ms`, same default."));

    private SettingKeys() {}

    /**
     * The definition of a topic's setting.
     *
     * @param key of the setting.
     * @return its definition.
     * @throws IllegalArgumentException if there is no such setting; the message names the nearest key there is.
     */
    public static SettingDefinition topic(String key) {
        return find(TOPIC, key);
    }

    static SettingDefinition engine(String key) {
        return find(ENGINE, key);
    }

    /**
     * The definition of a setting.
     *
     * @param definitions of all settings there are.
     * @param key         of the setting.
     * @return its definition.
     * @throws IllegalArgumentException if there is no such setting; the message names the nearest key there is.
     */
    public static SettingDefinition find(List<SettingDefinition> definitions, String key) {
        for (SettingDefinition definition : definitions) {
            if (definition.key().equals(key)) {
                return definition;
            }
        }
        String nearest = NearestKey.of(
                key, definitions.stream().map(SettingDefinition::key).toList());
        throw new IllegalArgumentException("unknown setting key=" + key + ": did you mean " + nearest + "?");
    }

    /** The constant that is spelled so; the text has passed the rule of its setting. */
    static <C extends Choice> C choice(String text, C[] choices) {
        for (C choice : choices) {
            if (choice.text().equals(text)) {
                return choice;
            }
        }
        throw new IllegalArgumentException("no choice is spelled " + text);
    }
}
