/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.taffrail.engine.LogEngine;
import io.taffrail.engine.Publisher;
import io.taffrail.log.RecordDraft;
import io.taffrail.schema.SchemaHeader;
import io.taffrail.schema.SchemaRegistry;
import io.taffrail.tools.Shell;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code consume --format sbe}: which schema decodes a value, and what is shown of what none does. */
@Timeout(120)
class SbeConsumeTest {
    private static final String HEADER = """
            <composite name="messageHeader">
              <type name="blockLength" primitiveType="uint16"/>
              <type name="templateId" primitiveType="uint16"/>
              <type name="schemaId" primitiveType="uint16"/>
              <type name="version" primitiveType="uint16"/>
            </composite>
            <composite name="size"><type name="blockLength" primitiveType="uint16"/>
              <type name="numInGroup" primitiveType="uint16"/></composite>
            <composite name="text"><type name="length" primitiveType="uint16"/>
              <type name="varData" primitiveType="uint8" length="0" characterEncoding="UTF-8"/></composite>
            <composite name="price"><type name="mantissa" primitiveType="int64"/><type name="exponent" primitiveType="int8"/></composite>
            <set name="flags" encodingType="uint8"><choice name="hidden">0</choice></set>
            <type name="maybe" primitiveType="int16" presence="optional"/>
            """;
    private static final String SIZE = "<field name=\"size\" id=\"1\" type=\"int32\"/>";
    private static final String PRICE = "<field name=\"price\" id=\"2\" type=\"int64\" sinceVersion=\"2\"/>";

    @TempDir
    Path temporary;

    private Shell shell;

    @BeforeEach
    void createTopic() {
        shell = new Shell(temporary.resolve("data"));
        shell.ok("topics", "create", "orders");
    }

    private static String schema(final int id, final int version, final String members) {
        return "<messageSchema package=\"p\" id=\"" + id + "\" version=\"" + version + "\"><types>" + HEADER
                + "</types><message name=\"order\" id=\"1\">" + members + "</message></messageSchema>";
    }

    /** A message of one int32, and what else there is to be. */
    private static byte[] message(final int schemaId, final int version, final int size, final byte... more) {
        return ByteBuffer.allocate(12 + more.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) (4 + more.length))
                .putShort((short) 1)
                .putShort((short) schemaId)
                .putShort((short) version)
                .putInt(size)
                .put(more)
                .array();
    }

    private interface Publishing {
        void to(Publisher publisher, SchemaRegistry registry);
    }

    private void publish(final Publishing publishing) {
        try (LogEngine engine = LogEngine.open(shell.directory());
                Publisher publisher = engine.publisher("orders")) {
            publishing.to(publisher, SchemaRegistry.of(engine));
        }
    }

    private static RecordDraft draft(final byte[] value) {
        return new RecordDraft().key("k".getBytes(StandardCharsets.UTF_8)).value(value);
    }

    /** What stands behind the headers of each line. */
    private static List<String> values(final String out) {
        return out.lines()
                .map(line -> line.replaceAll(".*\"headers\":\\[[^]]*],", "{"))
                .toList();
    }

    @Test
    void shouldDecodeByTheHeaderElseByTheNewestOfTheSubject() {
        final SchemaHeader header = new SchemaHeader();
        publish((publisher, registry) -> {
            registry.register("orders-value", schema(9, 1, SIZE));
            final int two = registry.register("orders-value", schema(9, 2, SIZE + PRICE))
                    .id();
            final int other = registry.register("other", schema(8, 1, SIZE.replace("size", "count")))
                    .id();
            publisher.publish(draft(message(9, 1, 5)));
            publisher.publish(draft(message(9, 2, 6, new byte[] {7, 0, 0, 0, 0, 0, 0, 0})));
            publisher.publish(header.put(other, draft(message(8, 1, 7))));
            publisher.publish(header.put(two, draft(message(9, 1, 8))));
            publisher.publish(draft(message(9, 3, 9, new byte[] {7, 0, 0, 0, 0, 0, 0, 0, 1})));
            publisher.publish(draft(null));
        });

        final String out = shell.ok("consume", "orders", "--format", "sbe");

        assertEquals(
                List.of(
                        "{\"schemaId\":2,\"sbeSchemaId\":9,\"sbeVersion\":1,\"message\":\"order\",\"value\":{\"size\":5}}",
                        "{\"schemaId\":2,\"sbeSchemaId\":9,\"sbeVersion\":2,\"message\":\"order\",\"value\":{\"size\":6,\"price\":7}}",
                        "{\"schemaId\":3,\"sbeSchemaId\":8,\"sbeVersion\":1,\"message\":\"order\",\"value\":{\"count\":7}}",
                        "{\"schemaId\":2,\"sbeSchemaId\":9,\"sbeVersion\":1,\"message\":\"order\",\"value\":{\"size\":8}}",
                        "{\"schemaId\":2,\"sbeSchemaId\":9,\"sbeVersion\":3,\"message\":\"order\",\"value\":{\"size\":9,\"price\":7}}",
                        "{\"value\":null}"),
                values(out));
        assertTrue(out.startsWith("{\"topic\":\"orders\",\"partition\":0,\"offset\":0,\"timestamp\":\""), out);
        assertTrue(
                out.contains(
                        "\"key\":\"k\",\"headers\":[{\"name\":\"schema.id\",\"value\":\"\\u0000\\u0000\\u0000\\u0003\"}]"),
                out);
        assertEquals("", shell.err());
        assertEquals(
                1,
                shell.ok("consume", "orders", "--format", "sbe", "--max", "1")
                        .lines()
                        .count());
        assertEquals(
                6,
                shell.ok("consume", "orders", "--format", "sbe", "--group", "g", "--from-beginning")
                        .lines()
                        .count());
    }

    @Test
    void shouldDecodeByAFileWhateverIsRegistered() throws IOException {
        publish((publisher, registry) -> {
            final int id = registry.register("orders-value", schema(9, 1, SIZE)).id();
            publisher.publish(new SchemaHeader().put(id, draft(message(9, 1, 5))));
        });
        final Path file =
                Files.writeString(temporary.resolve("s.xml"), schema(9, 2, SIZE.replace("size", "amount") + PRICE));

        assertEquals(
                List.of(
                        "{\"schemaId\":null,\"sbeSchemaId\":9,\"sbeVersion\":1,\"message\":\"order\",\"value\":{\"amount\":5}}"),
                values(shell.ok("consume", "orders", "--format", "sbe", "--schema", file.toString())));
        shell.fails(2, "--schema needs --format sbe", "consume", "orders", "--schema", file.toString());
        shell.fails(2, "no such file", "consume", "orders", "--format", "sbe", "--schema", "absent.xml");
        shell.input("nonsense");
        shell.fails(2, "schema is not valid", "consume", "orders", "--format", "sbe", "--schema", "-");
    }

    @Test
    void shouldShowWhatItCannotDecodeAndGoOn() throws IOException {
        final byte[] tooShort = {1, 2, 3};
        final byte[] unknown = message(5, 1, 1);
        final byte[] lying = message(9, 1, 1);
        lying[0] = 100;
        final byte[] otherTemplate = message(9, 1, 1);
        otherTemplate[2] = 7;
        publish((publisher, registry) -> {
            registry.register("orders-value", schema(9, 1, SIZE));
            publisher.publish(draft(tooShort));
            publisher.publish(draft(unknown));
            publisher.publish(draft(lying));
            publisher.publish(draft(otherTemplate));
            publisher.publish(new SchemaHeader().put(99, draft(message(9, 1, 1))));
            publisher.publish(draft(message(9, 1, 1)).header(SchemaHeader.NAME, new byte[1]));
            publisher.publish(draft(new byte[0]));
            publisher.publish(draft(message(9, 1, 42)));
        });

        assertEquals(1, shell.on("consume", "orders", "--format", "sbe"));

        final List<String> lines = values(shell.out());
        assertEquals(8, lines.size());
        error(lines.get(0), "not a message of any schema of subject=orders-value", tooShort);
        error(lines.get(1), "not a message of any schema of subject=orders-value", unknown);
        error(lines.get(2), "order: length=100 at index=8 reaches beyond the end of the message", lying);
        error(lines.get(3), "template id=7 of version 1 is unknown", otherTemplate);
        error(lines.get(4), "unknown schema: the record names id=99, which is not registered", message(9, 1, 1));
        error(lines.get(5), "header schema.id must be an int32", message(9, 1, 1));
        error(lines.get(6), "not a message of any schema", new byte[0]);
        assertTrue(lines.get(7).contains("\"value\":{\"size\":42}"), lines.get(7));
        assertEquals("warning: values that could not be decoded=7: see their field \"error\"\n", shell.err());
        assertEquals(1, shell.on("consume", "orders", "--format", "sbe", "--group", "g", "--from-beginning"));
        parse(shell.out());
    }

    private static void error(final String line, final String error, final byte[] value) {
        assertTrue(line.contains("\"error\":\"" + error), line);
        assertTrue(line.endsWith("\"valueBase64\":\"" + Base64.getEncoder().encodeToString(value) + "\"}"), line);
    }

    @Test
    void shouldSayThatThereIsNoSchema() {
        publish((publisher, registry) -> publisher.publish(draft(message(9, 1, 1))));

        assertEquals(1, shell.on("consume", "orders", "--format", "sbe"));

        assertTrue(
                shell.out()
                        .contains("\"error\":\"no schema: the record names none, and there is no subject=orders-value:"
                                + " register one, or give a file with --schema\""),
                shell.out());
    }

    /** Every line is one JSON object, whatever is in the values. */
    @Test
    void shouldWriteJsonOfAnyValue() throws IOException {
        final String members = "<field name=\"d\" id=\"1\" type=\"double\"/><field name=\"f\" id=\"2\" type=\"float\"/>"
                + "<field name=\"u\" id=\"3\" type=\"uint64\"/><field name=\"c\" id=\"4\" type=\"char\"/>"
                + "<field name=\"m\" id=\"5\" type=\"maybe\"/><field name=\"s\" id=\"6\" type=\"flags\"/>"
                + "<field name=\"p\" id=\"7\" type=\"price\"/>"
                + "<group name=\"g\" id=\"8\" dimensionType=\"size\"><data name=\"t\" id=\"9\" type=\"text\"/></group>"
                + "<data name=\"t\" id=\"10\" type=\"text\"/>";
        final ByteBuffer bytes = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) 33).putShort((short) 1).putShort((short) 9).putShort((short) 1);
        bytes.putDouble(Double.NaN)
                .putFloat(Float.NEGATIVE_INFINITY)
                .putLong(-1)
                .put((byte) '"')
                .putShort(Short.MIN_VALUE);
        bytes.put((byte) 3).putLong(-5).put((byte) -2);
        bytes.putShort((short) 0)
                .putShort((short) 2)
                .putShort((short) 2)
                .put((byte) '\n')
                .put((byte) 1)
                .putShort((short) 0);
        bytes.putShort((short) 2).put((byte) 0xFF).put((byte) 'x');
        publish((publisher, registry) -> {
            registry.register("orders-value", schema(9, 1, members));
            publisher.publish(draft(java.util.Arrays.copyOf(bytes.array(), bytes.position())));
        });

        final String out = shell.ok("consume", "orders", "--format", "sbe");

        assertEquals(
                List.of(
                        "{\"schemaId\":1,\"sbeSchemaId\":9,\"sbeVersion\":1,\"message\":\"order\",\"value\":{\"d\":\"NaN\","
                                + "\"f\":\"-Infinity\",\"u\":18446744073709551615,\"c\":\"\\\"\",\"m\":null,\"s\":[\"hidden\",1],"
                                + "\"p\":{\"mantissa\":-5,\"exponent\":-2},\"g\":[{\"t\":\"\\n\\u0001\"},{\"t\":\"\"}],"
                                + "\"tBase64\":\"/3g=\"}}"),
                values(out));
        parse(out);
    }

    private static void parse(final String out) throws IOException {
        final List<Object> tokens = new ArrayList<>();
        for (final String line : out.lines().toList()) {
            try (JsonParser parser = new JsonFactory().createParser(line)) {
                while (parser.nextToken() != null) {
                    tokens.add(parser.currentToken());
                }
            }
        }
        assertTrue(tokens.size() > 10);
    }

    @Test
    void shouldDecodeTheDemosTopics() throws IOException {
        final Path root = Path.of(System.getProperty("taffrail.repository.root", ".."));
        final String examples =
                root.resolve("codecs/src/main/resources/taffrail-examples.xml").toString();
        assertEquals(0, shell.on("demo", "--records", "500"));
        shell.ok("schemas", "register", "demo.orders-value", examples);
        shell.ok("schemas", "register", "demo.market-value", examples);

        final String orders = shell.ok("consume", "demo.orders", "--format", "sbe");
        assertEquals(500, orders.lines().count());
        assertEquals(
                3,
                shell.ok("consume", "demo.orders", "--format", "sbe", "--max", "3")
                        .lines()
                        .count());
        assertTrue(
                orders.lines().allMatch(line -> line.contains("\"message\":\"orderEvent\",\"value\":{\"sequence\":")));
        assertTrue(shell.ok("consume", "demo.market", "--format", "sbe").contains("\"message\":\"topOfBook\""));
    }
}
