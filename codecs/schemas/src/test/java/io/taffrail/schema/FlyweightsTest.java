/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.taffrail.engine.Claim;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.engine.StartAt;
import io.taffrail.engine.Subscription;
import io.taffrail.log.RecordDraft;
import io.taffrail.schema.sbe.DecodedMessage;
import io.taffrail.schema.sbe.MessageDecoder;
import io.taffrail.schema.sbe.SbeSchema;
import io.taffrail.schema.sbe.SchemaRules;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages of version 1 are read by readers of version 2 and the other way round: by generated flyweights, and on the fly. */
@Timeout(60)
class FlyweightsTest {
    private static final Path RESOURCES = Path.of("src", "test", "resources");

    @TempDir
    private Path directory;

    static String text(final int version) throws IOException {
        return Files.readString(RESOURCES.resolve("orders-v" + version + ".xml"));
    }

    /** Encode an order of version 1 with a given number of legs: its length with its header. */
    static int encodeV1(final MutableDirectBuffer buffer, final int index, final long orderId) {
        final io.taffrail.schema.orders.v1.OrderEncoder order = new io.taffrail.schema.orders.v1.OrderEncoder();
        order.wrapAndApplyHeader(buffer, index, new io.taffrail.schema.orders.v1.MessageHeaderEncoder())
                .orderId(orderId)
                .symbol("TAFF")
                .side(io.taffrail.schema.orders.v1.Side.SELL);
        order.price().mantissa(12_345).exponent((byte) -2);
        order.flags().clear().hidden(true);
        order.legsCount(2).next().quantity(10).next().quantity(20);
        order.note("one");
        return io.taffrail.schema.orders.v1.MessageHeaderEncoder.ENCODED_LENGTH + order.encodedLength();
    }

    static int encodeV2(final MutableDirectBuffer buffer, final int index, final long orderId) {
        final io.taffrail.schema.orders.v2.OrderEncoder order = new io.taffrail.schema.orders.v2.OrderEncoder();
        order.wrapAndApplyHeader(buffer, index, new io.taffrail.schema.orders.v2.MessageHeaderEncoder())
                .orderId(orderId)
                .symbol("RAIL")
                .side(io.taffrail.schema.orders.v2.Side.SELL_SHORT)
                .expiryMs(99);
        order.price().mantissa(54_321).exponent((byte) -3);
        order.flags().clear().postOnly(true).reduceOnly(true);
        order.legsCount(2).next().quantity(30).ratio(3).next().quantity(40).ratio(4);
        order.note("two").client("me");
        return io.taffrail.schema.orders.v2.MessageHeaderEncoder.ENCODED_LENGTH + order.encodedLength();
    }

    @Test
    void shouldBeExtendedAsSbeAllowsIt() throws IOException {
        final SbeSchema one = SbeSchema.parse(text(1));
        final SbeSchema two = SbeSchema.parse(text(2));

        assertEquals(List.of(), SchemaRules.canRead(two, one));
        assertEquals(List.of(), SchemaRules.canRead(one, two));
    }

    @Test
    void shouldReadVersionOneByTheFlyweightOfVersionTwo() {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        encodeV1(buffer, 0, -1);

        final io.taffrail.schema.orders.v2.OrderDecoder order = new io.taffrail.schema.orders.v2.OrderDecoder();
        order.wrapAndApplyHeader(buffer, 0, new io.taffrail.schema.orders.v2.MessageHeaderDecoder());

        assertEquals(-1, order.orderId());
        assertEquals("TAFF", order.symbol());
        assertEquals(12_345, order.price().mantissa());
        assertEquals(io.taffrail.schema.orders.v2.Side.SELL, order.side());
        assertEquals(io.taffrail.schema.orders.v2.OrderDecoder.expiryMsNullValue(), order.expiryMs());
        final List<Long> quantities = new ArrayList<>();
        for (final io.taffrail.schema.orders.v2.OrderDecoder.LegsDecoder leg : order.legs()) {
            quantities.add(leg.quantity());
            assertEquals(io.taffrail.schema.orders.v2.OrderDecoder.LegsDecoder.ratioNullValue(), leg.ratio());
        }
        assertEquals(List.of(10L, 20L), quantities);
        assertEquals("one", order.note());
        assertEquals("", order.client());
    }

    @Test
    void shouldReadVersionTwoByTheFlyweightOfVersionOne() {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        encodeV2(buffer, 0, 7);

        final io.taffrail.schema.orders.v1.OrderDecoder order = new io.taffrail.schema.orders.v1.OrderDecoder();
        order.wrapAndApplyHeader(buffer, 0, new io.taffrail.schema.orders.v1.MessageHeaderDecoder());

        assertEquals(7, order.orderId());
        assertEquals("RAIL", order.symbol());
        assertEquals(54_321, order.price().mantissa());
        assertEquals(5, order.sideRaw(), "a value that it has no name for");
        assertFalse(order.flags().hidden());
        final List<Long> quantities = new ArrayList<>();
        for (final io.taffrail.schema.orders.v1.OrderDecoder.LegsDecoder leg : order.legs()) {
            quantities.add(leg.quantity());
        }
        assertEquals(List.of(30L, 40L), quantities);
        assertEquals("two", order.note());
    }

    @Test
    void shouldReadEitherVersionThroughTheLogAndTheRegistry() throws IOException {
        try (LogEngine engine = LogEngine.open(directory)) {
            engine.topics().create("orders", 1);
            final SchemaRegistry registry = SchemaRegistry.of(engine);
            final int one = registry.register("orders-value", text(1)).id();
            final int two = registry.register("orders-value", text(2)).id();
            publishInPlace(engine, one, 1);
            publishInPlace(engine, two, 2);

            assertEquals(
                    List.of(
                            Map.of(
                                    "id",
                                    one,
                                    "version",
                                    1,
                                    "asWritten",
                                    seen(1, 1),
                                    "byOne",
                                    seen(1, 1),
                                    "byTwo",
                                    seen(1, 2)),
                            Map.of(
                                    "id",
                                    two,
                                    "version",
                                    2,
                                    "asWritten",
                                    seen(2, 2),
                                    "byOne",
                                    seen(2, 1),
                                    "byTwo",
                                    seen(2, 2))),
                    readAll(engine, registry));
        }
    }

    /** The header names the schema, and the message is encoded where it stays. */
    private static void publishInPlace(final LogEngine engine, final int schemaId, final int version) {
        final RecordDraft draft = new RecordDraft();
        final SchemaHeader header = new SchemaHeader();
        final Claim claim = new Claim();
        final ExpandableArrayBuffer scratch = new ExpandableArrayBuffer();
        final int length = version == 1 ? encodeV1(scratch, 0, 7) : encodeV2(scratch, 0, 7);
        try (Publisher publisher = engine.publisher("orders")) {
            publisher.tryClaim(header.put(schemaId, draft.clear()), length, claim);
            if (version == 1) {
                encodeV1(claim.buffer(), claim.index(), 7);
            } else {
                encodeV2(claim.buffer(), claim.index(), 7);
            }
            assertEquals(version - 1, claim.commit());
        }
    }

    private static List<Map<String, Object>> readAll(final LogEngine engine, final Schemas schemas) throws IOException {
        final MessageDecoder byOne = new MessageDecoder(SbeSchema.parse(text(1)));
        final MessageDecoder byTwo = new MessageDecoder(SbeSchema.parse(text(2)));
        final SchemaHeader header = new SchemaHeader();
        final List<Map<String, Object>> read = new ArrayList<>();
        try (Subscription orders = engine.subscribe("orders", StartAt.earliest())) {
            orders.poll(
                    record -> {
                        final int id = header.id(record);
                        final MessageDecoder writers = new MessageDecoder(
                                schemas.document(id).orElseThrow().schema());
                        final DecodedMessage decoded =
                                writers.decode(record.buffer(), record.valueIndex(), record.valueLength());
                        read.add(Map.of(
                                "id", id,
                                "version", decoded.version(),
                                "asWritten", decoded.fields(),
                                "byOne",
                                        byOne.decode(record.buffer(), record.valueIndex(), record.valueLength())
                                                .fields(),
                                "byTwo",
                                        byTwo.decode(record.buffer(), record.valueIndex(), record.valueLength())
                                                .fields()));
                    },
                    10);
        }
        return read;
    }

    /** What a reader of one version sees of the order of another. */
    private static Map<String, Object> seen(final int writer, final int reader) {
        final boolean isNew = writer == 2 && reader == 2;
        final Map<String, Object> order = new LinkedHashMap<>();
        order.put("orderId", 7L);
        order.put("symbol", writer == 1 ? "TAFF" : "RAIL");
        order.put("price", Map.of("mantissa", writer == 1 ? 12_345L : 54_321L, "exponent", writer == 1 ? -2L : -3L));
        order.put("side", writer == 1 ? "SELL" : isNew ? "SELL_SHORT" : (Object) 5L);
        order.put("flags", writer == 1 ? List.of("hidden") : List.of("postOnly", isNew ? "reduceOnly" : (Object) 2L));
        order.put("note", writer == 1 ? "one" : "two");
        final List<Map<String, Object>> legs = new ArrayList<>();
        for (long i = 1; i <= 2; i++) {
            final Map<String, Object> leg = new LinkedHashMap<>();
            leg.put("quantity", (writer == 1 ? 0 : 20) + 10 * i);
            if (isNew) {
                leg.put("ratio", 2 + i);
            }
            legs.add(leg);
        }
        order.put("legs", legs);
        if (isNew) {
            order.put("expiryMs", 99L);
            order.put("client", "me");
        }
        return order;
    }

    @Test
    void shouldTellUnsignedNumbersByTheirValue() throws IOException {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final int length = encodeV1(buffer, 0, -1);

        final DecodedMessage decoded = new MessageDecoder(SbeSchema.parse(text(1))).decode(buffer, 0, length);

        assertEquals(new BigInteger("18446744073709551615"), decoded.fields().get("orderId"));
    }
}
